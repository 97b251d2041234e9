package io.fourfold.model.encoder;

import static io.fourfold.model.image.PhotoDecoder.CHANNELS;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Runs an ONNX image encoder on ONNX Runtime. One session is shared by all callers and each call computes on its caller's
 * thread only, so throughput grows with the number of calling threads.
 */
public final class ImageEncoder implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final String input;
    private final int side;
    private final int outputSize;

    /**
     * Loads an encoder.
     *
     * @param onnx a model with one input {@code [N, side, side, 3]} and one output {@code [N, size]}, both float
     * @throws IllegalArgumentException if it is not such a model
     */
    public ImageEncoder(byte[] onnx) {
        session = open(environment, onnx);
        try {
            NodeInfo image = only(session.getInputInfo(), "input");
            input = image.getName();
            side = requireSquare(((TensorInfo) image.getInfo()).getShape());
            outputSize = requireVectorOutput(session);
        } catch (OrtException | RuntimeException unsuitable) {
            close();
            throw new IllegalArgumentException(
                    "not an encoder of square photos: " + unsuitable.getMessage(), unsuitable);
        }
    }

    /** @throws IOException if the file cannot be read */
    public ImageEncoder(Path onnx) throws IOException {
        this(Files.readAllBytes(onnx));
    }

    /** Unpacks ONNX Runtime and loads it in the background, which takes longer than all else that an encoder needs. */
    public static void loadRuntime() {
        CompletableFuture.runAsync(OrtEnvironment::getEnvironment);
    }

    /** Width and height of the photos that it reads, in pixels. */
    public int side() {
        return side;
    }

    /** Length of the vector of one photo. */
    public int outputSize() {
        return outputSize;
    }

    /**
     * Encodes one photo.
     *
     * @param pixels {@code [side, side, 3]}, RGB, 0 to 255, as {@link io.fourfold.model.image.PhotoDecoder} returns them
     * @return {@code [outputSize]}
     */
    public float[] encode(float[] pixels) {
        return encode(List.of(pixels))[0];
    }

    /**
     * Encodes photos in one run.
     *
     * @param batch photos of {@code [side, side, 3]} each
     * @return {@code [batch][outputSize]}
     */
    public float[][] encode(List<float[]> batch) {
        if (batch.isEmpty()) {
            return new float[0][];
        }
        try (OnnxTensor tensor = tensor(environment, side, batch);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            return (float[][]) result.get(0).getValue();
        } catch (OrtException failure) {
            throw new IllegalStateException("the encoder failed: " + failure.getMessage(), failure);
        }
    }

    /** Frees the session; no call may be running. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new IllegalStateException("the encoder cannot be closed: " + failure.getMessage(), failure);
        }
    }

    /** Photos of {@code [side, side, 3]} as an encoder's input; the caller closes it. */
    static OnnxTensor tensor(OrtEnvironment environment, int side, List<float[]> batch) throws OrtException {
        int values = side * side * CHANNELS;
        FloatBuffer pixels = FloatBuffer.allocate(batch.size() * values);
        for (float[] photo : batch) {
            if (photo.length != values) {
                throw new IllegalArgumentException("a photo has %d values (%d x %d x %d), not %d"
                        .formatted(values, side, side, CHANNELS, photo.length));
            }
            pixels.put(photo);
        }
        return OnnxTensor.createTensor(environment, pixels.flip(), new long[] {batch.size(), side, side, CHANNELS});
    }

    /** A session that computes on its caller's thread only. */
    static OrtSession open(OrtEnvironment environment, byte[] onnx) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // The enlarged input confuses shape inference, which is a warning for each photo.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            return environment.createSession(onnx, options);
        } catch (OrtException unreadable) {
            throw new IllegalArgumentException("not an ONNX model: " + unreadable.getMessage(), unreadable);
        }
    }

    private static int requireSquare(long[] shape) {
        if (shape.length != 4 || shape[0] != -1 || shape[1] < 1 || shape[2] != shape[1] || shape[3] != CHANNELS) {
            throw new IllegalArgumentException("its input has shape " + Arrays.toString(shape));
        }
        return (int) shape[1];
    }

    private static int requireVectorOutput(OrtSession session) throws OrtException {
        long[] shape = ((TensorInfo) only(session.getOutputInfo(), "output").getInfo()).getShape();
        if (shape.length != 2 || shape[1] < 1) {
            throw new IllegalArgumentException("its output has shape " + Arrays.toString(shape));
        }
        return (int) shape[1];
    }

    private static NodeInfo only(Map<String, NodeInfo> nodes, String kind) {
        if (nodes.size() != 1) {
            throw new IllegalArgumentException("it has " + nodes.size() + " " + kind + "s: " + nodes.keySet());
        }
        return nodes.values().iterator().next();
    }
}
