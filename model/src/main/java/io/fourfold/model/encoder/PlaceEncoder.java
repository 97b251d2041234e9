package io.fourfold.model.encoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.fourfold.model.image.PhotoDecoder;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tells what each place of a photo gives to its embedding. A session of its own, opened when it is first needed, so that whoever
 * wants embeddings alone pays for nothing else. Safe for concurrent callers; each call computes on its caller's thread.
 */
public final class PlaceEncoder implements AutoCloseable {

    private final Supplier<byte[]> encoder;
    private OrtSession session;

    /** @param encoder an ONNX model as {@link EncoderExport} writes it */
    public PlaceEncoder(Supplier<byte[]> encoder) {
        this.encoder = encoder;
    }

    /**
     * Encodes a photo's places.
     *
     * @param pixels {@code [side, side, 3]}, as {@link ImageEncoder#encode(float[])} takes them
     * @throws IllegalArgumentException if the encoder does not end in a mean over places and a projection
     */
    public PlaceMap encode(float[] pixels) {
        OrtSession opened = session();
        String input = opened.getInputNames().iterator().next();
        int side = (int) Math.sqrt(pixels.length / PhotoDecoder.CHANNELS);
        try (OnnxTensor tensor = ImageEncoder.tensor(OrtEnvironment.getEnvironment(), side, List.of(pixels));
                OrtSession.Result result = opened.run(Map.of(input, tensor))) {
            return PlaceMap.of(((float[][][][]) result.get(0).getValue())[0]);
        } catch (OrtException failure) {
            throw new IllegalStateException("the encoder failed: " + failure.getMessage(), failure);
        }
    }

    /** Frees the session; no call may be running. */
    @Override
    public synchronized void close() {
        if (session == null) {
            return;
        }
        try {
            session.close();
        } catch (OrtException failure) {
            throw new IllegalStateException("the encoder cannot be closed: " + failure.getMessage(), failure);
        }
    }

    private synchronized OrtSession session() {
        if (session == null) {
            session = ImageEncoder.open(OrtEnvironment.getEnvironment(), UnpooledEncoder.of(encoder.get()));
        }
        return session;
    }
}
