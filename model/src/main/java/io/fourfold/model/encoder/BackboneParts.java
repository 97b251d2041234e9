package io.fourfold.model.encoder;

import static io.fourfold.model.image.PhotoDecoder.SIZE;

import java.util.List;
import java.util.Map;

/** Takes a converted backbone apart at one of its bottlenecks, and puts it together with other weights, for training. */
public final class BackboneParts {

    /** Number of the last bottleneck, of which the backbone has only the expansion. */
    public static final int LAST = BackboneConverter.BOTTLENECKS;

    private static final int STEM_STRIDE = 2;

    private BackboneParts() {}

    /** Step of a bottleneck's depthwise convolution, 1 or 2. */
    public static int stride(int bottleneck) {
        return BackboneConverter.HALVING_BOTTLENECKS.contains(bottleneck) ? 2 : 1;
    }

    /** Width and height of the map that a bottleneck reads. */
    public static int inputSide(int bottleneck) {
        int side = SIZE / STEM_STRIDE;
        for (int before = 1; before < bottleneck; before++) {
            side /= stride(before);
        }
        return side;
    }

    /**
     * The layers before a bottleneck.
     *
     * @param backbone an ONNX model as {@link BackboneConverter} writes it
     * @param bottleneck 1 to {@link #LAST}
     * @return an ONNX model whose output is that bottleneck's input, {@code [N, side * side * channels]}, channels fastest
     * @throws IllegalArgumentException if the model has no such bottleneck
     */
    public static byte[] before(byte[] backbone, int bottleneck) {
        OnnxGraph graph = OnnxGraph.parse(backbone);
        String first = scope(bottleneck) + "/expand";
        int channels = graph.constantValues(first + "/weight").length / graph.constantValues(first + "/bias").length;
        int side = inputSide(bottleneck);
        String map = graph.inputOf(first + "/conv");
        graph.removeFrom(first + "/conv");
        String places = graph.node("Transpose", "places", List.of(map), OnnxGraph.ints("perm", 0, 2, 3, 1));
        graph.node("Flatten", "map", List.of(places));
        graph.output("map", OnnxGraph.BATCH, side * side * channels);
        return graph.toByteArray();
    }

    /** What the names of a bottleneck's weights start with. */
    public static String scope(int bottleneck) {
        return "expanded_conv_" + bottleneck;
    }

    /** @throws IllegalArgumentException if the backbone has no weights of that name */
    public static float[] weights(byte[] backbone, String name) {
        return OnnxGraph.parse(backbone).constantValues(name);
    }

    /**
     * The same network with other weights.
     *
     * @param training how the weights were trained, for the model's metadata
     * @throws IllegalArgumentException if the backbone has no weights of a name, or not so many
     */
    public static byte[] withWeights(byte[] backbone, Map<String, float[]> weights, String training) {
        OnnxGraph graph = OnnxGraph.parse(backbone);
        weights.forEach(graph::replaceConstant);
        graph.metadata("training", training);
        return graph.toByteArray();
    }
}
