package io.fourfold.model.encoder;

import java.util.List;

/** Joins a backbone and the projection that training learned into one {@code encoder.onnx}. */
public final class EncoderExport {

    /** Name of the exported graph's output. */
    public static final String OUTPUT = "embedding";

    private EncoderExport() {}

    /**
     * The encoder as an ONNX model, whose output is {@code embedding}, {@code [N, embedding]}.
     *
     * @param backbone an ONNX model with one output {@code [N, features]}
     * @param weights {@code [embedding][features]}; standardisation and batch norm are folded in by the caller
     * @param bias {@code [embedding]}
     * @throws IllegalArgumentException if the weights' rows differ in length or do not match the bias
     */
    public static byte[] withProjection(byte[] backbone, float[][] weights, float[] bias) {
        OnnxGraph graph = OnnxGraph.parse(backbone);
        String feature = graph.outputName();
        graph.constant("projection.weight", matrix(weights, bias.length));
        graph.constant("projection.bias", Tensor.vector(bias));
        graph.node(
                "Gemm",
                OUTPUT,
                List.of(feature, "projection.weight", "projection.bias"),
                OnnxGraph.number("transB", 1));
        graph.output(OUTPUT, OnnxGraph.BATCH, bias.length);
        return graph.toByteArray();
    }

    /** Where an encoder's backbone came from, and its licence, as its metadata say. */
    public static String origin(byte[] encoder) {
        OnnxGraph graph = OnnxGraph.parse(encoder);
        return graph.metadata("source").orElse("of unknown origin") + "; licence: "
                + graph.metadata("licence").orElse("unknown");
    }

    private static Tensor matrix(float[][] rows, int expectedRows) {
        if (rows.length != expectedRows) {
            throw new IllegalArgumentException(rows.length + " weight rows for " + expectedRows + " biases");
        }
        int columns = rows[0].length;
        float[] values = new float[rows.length * columns];
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != columns) {
                throw new IllegalArgumentException(
                        "weight row " + row + " has " + rows[row].length + " values, row 0 has " + columns);
            }
            System.arraycopy(rows[row], 0, values, row * columns, columns);
        }
        return new Tensor(new int[] {rows.length, columns}, values);
    }
}
