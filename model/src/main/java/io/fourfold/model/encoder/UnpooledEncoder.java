package io.fourfold.model.encoder;

import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;

/**
 * Takes the pooling out of an encoder. A linear map of a mean is the mean of the linear maps, so an encoder that ends in the
 * mean over all places and a projection may as well project every place and take the mean last: without that mean, it tells
 * what each place gives.
 */
final class UnpooledEncoder {

    /** Name of the graph's output. */
    static final String OUTPUT = "places";

    private UnpooledEncoder() {}

    /**
     * An encoder of places.
     *
     * @param encoder an ONNX model as {@link EncoderExport} writes it
     * @return an ONNX model of the same input, whose output is {@code places}, {@code [N, embedding, rows, columns]}; its mean
     *     over rows and columns is the encoder's embedding
     * @throws IllegalArgumentException if the model does not end in a mean over places and a projection
     */
    static byte[] of(byte[] encoder) {
        OnnxGraph graph = OnnxGraph.parse(encoder);
        NodeProto projection = producer(graph, graph.outputName(), "Gemm");
        NodeProto pool = producer(
                graph, producer(graph, projection.getInput(0), "Flatten").getInput(0), "GlobalAveragePool");
        if (projection.getInputCount() != 3 || !onlyTransposesWeights(projection)) {
            throw new IllegalArgumentException("the encoder's projection is not weights times feature, plus bias");
        }
        float[] weights = graph.constantValues(projection.getInput(1));
        float[] bias = graph.constantValues(projection.getInput(2));
        graph.removeFrom(pool.getName());
        graph.constant(
                "places.weight", new Tensor(new int[] {bias.length, weights.length / bias.length, 1, 1}, weights));
        graph.constant("places.bias", Tensor.vector(bias));
        graph.node("Conv", OUTPUT, List.of(pool.getInput(0), "places.weight", "places.bias"));
        graph.output(OUTPUT, OnnxGraph.BATCH, bias.length, OnnxGraph.ROWS, OnnxGraph.COLUMNS);
        return graph.toByteArray();
    }

    private static NodeProto producer(OnnxGraph graph, String tensor, String operator) {
        return graph.producer(tensor)
                .filter(node -> node.getOpType().equals(operator))
                .orElseThrow(() ->
                        new IllegalArgumentException("the encoder does not end in a mean over places and a projection: "
                                + tensor + " is of no " + operator));
    }

    private static boolean onlyTransposesWeights(NodeProto gemm) {
        return gemm.getAttributeList().stream().allMatch(attribute -> switch (attribute.getName()) {
                    case "transB" -> attribute.getI() == 1;
                    case "transA" -> attribute.getI() == 0;
                    case "alpha", "beta" -> attribute.getF() == 1;
                    default -> false;
                })
                && gemm.getAttributeList().stream().map(AttributeProto::getName).anyMatch("transB"::equals);
    }
}
