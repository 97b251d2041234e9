package io.fourfold.model.encoder;

import java.io.IOException;
import java.util.List;

/**
 * Adds the layers of MobileNetV2 (Sandler et al. 2018) to an ONNX graph, with TensorFlow's weights: convolution kernels
 * {@code [height, width, in, out]} already multiplied by their batch norm's scale, depthwise kernels beside it.
 */
final class MobileNetV2Layers {

    private static final String SCOPE = "MobilenetV2/";
    private static final String OFFSET = "BatchNorm/FusedBatchNorm/Offset";

    private final TfjsWeights weights;
    private final OnnxGraph graph;

    MobileNetV2Layers(TfjsWeights weights, OnnxGraph graph) {
        this.weights = weights;
        this.graph = graph;
        addRelu6Limits(graph);
    }

    /** Adds what {@link #relu6} needs. */
    static void addRelu6Limits(OnnxGraph graph) {
        graph.constant("relu6.min", Tensor.scalar(0));
        graph.constant("relu6.max", Tensor.scalar(6));
    }

    /** A 3 x 3 convolution of stride 2 with ReLU6, the first layer. */
    String stem(String input) throws IOException {
        return relu6(convolution(input, "Conv", 2));
    }

    /** 1 x 1 expansion, 3 x 3 depthwise convolution, linear 1 x 1 projection; added to the input if both have the same shape. */
    String bottleneck(String input, String scope, int stride) throws IOException {
        String projected = projected(depthwise(expanded(input, scope), scope, stride), scope);
        return stride == 1 && inputChannels(scope) == outputChannels(scope)
                ? graph.node("Add", scope + "/add", List.of(input, projected))
                : projected;
    }

    /** The first bottleneck's depthwise convolution and projection; it has no expansion. */
    String firstBottleneck(String input) throws IOException {
        return projected(depthwise(input, "expanded_conv", 1), "expanded_conv");
    }

    /** The 1 x 1 expansion of a bottleneck with ReLU6. */
    String expanded(String input, String scope) throws IOException {
        return relu6(convolution(input, scope + "/expand", 1));
    }

    int expandedChannels(String scope) throws IOException {
        return kernel(scope + "/expand").shape()[3];
    }

    private int inputChannels(String scope) throws IOException {
        return kernel(scope + "/expand").shape()[2];
    }

    private int outputChannels(String scope) throws IOException {
        return kernel(scope + "/project").shape()[3];
    }

    private String projected(String input, String scope) throws IOException {
        return convolution(input, scope + "/project", 1);
    }

    private String convolution(String input, String scope, int stride) throws IOException {
        Tensor kernel = kernel(scope).transpose(3, 2, 0, 1);
        return convolution(input, scope, kernel, stride, 1);
    }

    private String depthwise(String input, String block, int stride) throws IOException {
        String scope = block + "/depthwise";
        Tensor kernel = weights.get(SCOPE + scope + "/depthwise_weights").transpose(2, 3, 0, 1);
        float[] scale =
                weights.get(SCOPE + scope + "/BatchNorm/FusedBatchNorm/Scaled").values();
        return relu6(convolution(input, scope, kernel.scaleFirstAxis(scale), stride, kernel.shape()[0]));
    }

    private String convolution(String input, String scope, Tensor kernel, int stride, int groups) throws IOException {
        return convolution(graph, input, scope, kernel, weights.get(SCOPE + scope + "/" + OFFSET), stride, groups);
    }

    /**
     * Adds a convolution with TensorFlow's SAME padding.
     *
     * @param scope what the names of its weights and of the node start with
     * @param kernel {@code [out, in / groups, size, size]}
     */
    static String convolution(
            OnnxGraph graph, String input, String scope, Tensor kernel, Tensor bias, int stride, int groups) {
        int size = kernel.shape()[2];
        return graph.node(
                "Conv",
                scope + "/conv",
                List.of(input, graph.constant(scope + "/weight", kernel), graph.constant(scope + "/bias", bias)),
                OnnxGraph.ints("kernel_shape", size, size),
                OnnxGraph.ints("strides", stride, stride),
                OnnxGraph.ints("pads", samePadding(size, stride)),
                OnnxGraph.number("group", groups));
    }

    /** TensorFlow's SAME padding (top, left, bottom, right) of an input whose sides the stride divides: the odd pixel comes last. */
    private static long[] samePadding(int size, int stride) {
        int total = size - stride;
        int before = total / 2;
        int after = total - before;
        return new long[] {before, before, after, after};
    }

    private String relu6(String input) {
        return relu6(graph, input, input.replace("/conv", "/relu6"));
    }

    /** Adds a ReLU6; after {@link #addRelu6Limits}. */
    static String relu6(OnnxGraph graph, String input, String name) {
        return graph.node("Clip", name, List.of(input, "relu6.min", "relu6.max"));
    }

    private Tensor kernel(String scope) throws IOException {
        return weights.get(SCOPE + scope + "/Conv2D/merged_input");
    }
}
