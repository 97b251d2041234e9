package io.fourfold.model.meaning;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.fourfold.model.linear.Vectors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A sentence encoder of the BERT family (Reimers and Gurevych 2019) from a jar that holds its ONNX model and its tokenizer. */
public final class SentenceEncoder implements AutoCloseable {

    private static final int TEXTS_PER_RUN = 64;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final WordPieces pieces;

    private SentenceEncoder(byte[] onnx, WordPieces pieces) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // Threads that spin while they wait cost more than they gain where other work goes on.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            this.session = environment.createSession(onnx, options);
        }
        this.pieces = pieces;
    }

    /**
     * Opens a jar with one {@code *.onnx} and one {@code *tokenizer.json}.
     *
     * @throws IOException if it cannot be read or has no such files
     * @throws IllegalArgumentException if they are not what they are called
     */
    public static SentenceEncoder open(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return new SentenceEncoder(only(zip, ".onnx"), WordPieces.parse(only(zip, "tokenizer.json")));
        } catch (OrtException e) {
            throw new IllegalArgumentException(jar + " holds no ONNX model that can be run: " + e.getMessage(), e);
        }
    }

    WordPieces pieces() {
        return pieces;
    }

    /**
     * Encodes texts.
     *
     * @param texts of lower-case words
     * @return a vector of length 1 for each: the mean over its tokens
     */
    List<float[]> encode(List<String> texts) {
        List<long[]> tokens = texts.stream().map(pieces::of).toList();
        Map<Integer, List<Integer>> byLength = new TreeMap<>();
        for (int i = 0; i < tokens.size(); i++) {
            byLength.computeIfAbsent(tokens.get(i).length, length -> new ArrayList<>())
                    .add(i);
        }
        float[][] vectors = new float[texts.size()][];
        for (List<Integer> same : byLength.values()) {
            for (int from = 0; from < same.size(); from += TEXTS_PER_RUN) {
                List<Integer> part = same.subList(from, Math.min(same.size(), from + TEXTS_PER_RUN));
                float[][][] states = run(part.stream().map(tokens::get).toList());
                for (int i = 0; i < states.length; i++) {
                    vectors[part.get(i)] = Vectors.unit(sum(states[i]));
                }
            }
        }
        return Arrays.asList(vectors);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the sentence encoder cannot be closed: " + e.getMessage(), e);
        }
    }

    /** @param texts tokens, equally many each */
    private float[][][] run(List<long[]> texts) {
        int length = texts.get(0).length;
        long[] shape = {texts.size(), length};
        LongBuffer ids = LongBuffer.allocate(texts.size() * length);
        texts.forEach(ids::put);
        long[] ones = new long[ids.capacity()];
        Arrays.fill(ones, 1);
        try (OnnxTensor input = OnnxTensor.createTensor(environment, ids.flip(), shape);
                OnnxTensor attended = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor kinds = OnnxTensor.createTensor(environment, LongBuffer.allocate(ones.length), shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", attended, "token_type_ids", kinds))) {
            return (float[][][]) result.get(0).getValue();
        } catch (OrtException e) {
            throw new IllegalStateException("the sentence encoder failed: " + e.getMessage(), e);
        }
    }

    private static float[] sum(float[][] states) {
        float[] sum = new float[states[0].length];
        for (float[] state : states) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += state[i];
            }
        }
        return sum;
    }

    private static byte[] only(ZipFile jar, String end) throws IOException {
        List<? extends ZipEntry> found =
                jar.stream().filter(entry -> entry.getName().endsWith(end)).toList();
        if (found.size() != 1) {
            throw new FileNotFoundException(jar.getName() + " has " + found.size() + " files that end with " + end
                    + ", a sentence encoder's jar has one");
        }
        try (InputStream in = jar.getInputStream(found.get(0))) {
            return in.readAllBytes();
        }
    }
}
