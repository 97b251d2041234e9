package io.fourfold.model.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fourfold.model.StoredNetwork;
import io.fourfold.model.decoder.DecoderShape;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The decoder as a network of DeepLearning4J 1.0.0-M2.1, in the file that its {@code ModelSerializer} reads: a zip of
 * {@code configuration.json}, a {@code MultiLayerNetwork} of {@code LSTM}, {@code DenseLayer} and {@code RnnOutputLayer}, and
 * {@code coefficients.bin}, all weights in one array. {@code tokens.txt} lies beside them.
 *
 * <p>In: {@code [N, embedding, steps]}, first the image embedding, then the vectors of the words said, which are the columns of
 * the last layer's {@code W}. Out: the probability of each token as the next one, {@code [N, tokens, steps]}.
 */
final class Dl4jDecoder {

    /** What an array of one dimension says of itself in memory: its type is float32. */
    private static final long FLOAT32 = 8192;

    /** DeepLearning4J's order of the gates, candidate, forget, output, input, by ours. */
    private static final int[] GATES = {2, 1, 3, 0};

    private final DecoderShape shape;
    private final Parameters weights;

    private Dl4jDecoder(StoredNetwork network) {
        this.shape = network.decoder().shape();
        this.weights = network.decoder().parameters();
    }

    /** Writes the zip; the caller closes the stream. */
    static void write(StoredNetwork network, OutputStream output) throws IOException {
        Dl4jDecoder decoder = new Dl4jDecoder(network);
        ZipOutputStream zip = new ZipOutputStream(output);
        zip.putNextEntry(new ZipEntry("configuration.json"));
        zip.write(decoder.configuration());
        zip.putNextEntry(new ZipEntry("coefficients.bin"));
        decoder.writeCoefficients(new DataOutputStream(zip));
        zip.putNextEntry(new ZipEntry("tokens.txt"));
        zip.write(TokenList.of(network.vocabulary()));
        zip.finish();
    }

    private byte[] configuration() throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (InputStream template = Dl4jDecoder.class.getResourceAsStream("dl4j-decoder.json")) {
            ObjectNode configuration = (ObjectNode) json.readTree(template);
            setSizes(configuration, 0, shape.embedding(), shape.hidden());
            setSizes(configuration, 1, shape.hidden(), shape.embedding());
            setSizes(configuration, 2, shape.embedding(), shape.tokens());
            return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(configuration);
        }
    }

    private static void setSizes(ObjectNode configuration, int layer, int inputs, int outputs) {
        ObjectNode sizes = (ObjectNode) configuration.at("/confs/" + layer + "/layer");
        sizes.put("nin", inputs).put("nout", outputs);
    }

    /** An ND4J array of one dimension; within a layer matrices come column by column. */
    private void writeCoefficients(DataOutputStream out) throws IOException {
        long length = weights.flat().columns();
        writeHeader(out, 6, "LONG");
        for (long value : new long[] {1, length, 1, FLOAT32, 1, 'c'}) {
            out.writeLong(value);
        }
        writeHeader(out, length, "FLOAT");
        for (String gated : List.of("lstm.input", "lstm.hidden", "lstm.bias")) {
            float[][] rows = weights.get(gated).toArray();
            for (int gate : GATES) {
                writeColumns(out, rows, gate * shape.hidden(), (gate + 1) * shape.hidden());
            }
        }
        for (String dense : List.of("projection", "projection.bias")) {
            float[][] rows = weights.get(dense).toArray();
            writeColumns(out, rows, 0, rows[0].length);
        }
        Matrix words = weights.get("words");
        float[] column = new float[words.columns()];
        for (int token = 0; token < words.rows(); token++) {
            words.read(token, column);
            out.write(bytes(column));
        }
        out.write(bytes(weights.get("output.bias").toArray()[0]));
        out.flush();
    }

    private static void writeHeader(DataOutputStream out, long length, String type) throws IOException {
        out.writeUTF("MIXED_DATA_TYPES");
        out.writeLong(length);
        out.writeUTF(type);
    }

    private static void writeColumns(DataOutputStream out, float[][] rows, int from, int to) throws IOException {
        float[] column = new float[rows.length];
        for (int i = from; i < to; i++) {
            for (int row = 0; row < rows.length; row++) {
                column[row] = rows[row][i];
            }
            out.write(bytes(column));
        }
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
