package io.fourfold.model.encoder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.NodeProto;

/**
 * Takes a backbone apart at one of its bottlenecks (Sandler et al. 2018), so that what lies behind can be trained, and puts it
 * together with other weights. Its last layers must be a chain of convolutions of one place or one channel, with ReLU or ReLU6,
 * whose linear outputs may be added to an earlier map, up to the mean over all places.
 */
public final class BackboneTail {

    private final byte[] backbone;
    private final NodeProto first;
    private final int stride;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, float[]> weights = new HashMap<>();

    /** What a layer does. */
    public enum Kind {
        /** All channels of each place by a matrix. */
        POINTWISE,
        /** The neighbourhood of each place, channel by channel. */
        DEPTHWISE,
        RELU,
        RELU6,
        /** The output of the layer before, a pointwise one, and an earlier map. */
        SUM,
        /** The mean over all places, which ends the tail. */
        MEAN
    }

    /**
     * A layer.
     *
     * @param name what the names of its weights start with
     * @param stride of a depthwise convolution; 1 for others
     * @param summand of a sum: the number of layers after which the earlier map was there, 0 for the tail's input
     */
    public record Step(Kind kind, String name, int stride, int summand) {}

    /**
     * @param backbone an ONNX model as {@link BackboneConverter} or {@link TfliteConverter} writes it
     * @param bottlenecks how many of the last depthwise convolutions, each with the expansion before it, belong to the tail
     * @throws IllegalArgumentException if the model has no such bottleneck, or layers behind it that cannot be trained
     */
    public BackboneTail(byte[] backbone, int bottlenecks) {
        this.backbone = backbone;
        OnnxGraph graph = OnnxGraph.parse(backbone);
        List<NodeProto> nodes = graph.nodes();
        int start = expansion(nodes, bottlenecks);
        this.first = nodes.get(start);
        this.stride = strideOf(nodes.subList(0, start));
        Map<String, Integer> layersBefore = new HashMap<>(Map.of(first.getInput(0), 0));
        String last = first.getInput(0);
        for (NodeProto node : nodes.subList(start, nodes.size())) {
            if (node.getOpType().equals("Flatten")) {
                continue;
            }
            Step step = step(graph, node, last, layersBefore);
            if (step.kind() == Kind.SUM || step.kind() == Kind.RELU || step.kind() == Kind.RELU6) {
                layersBefore.remove(last); // these are computed in place
            }
            steps.add(step);
            last = node.getOutput(0);
            layersBefore.put(last, steps.size());
        }
        if (steps.get(steps.size() - 1).kind() != Kind.MEAN) {
            throw new IllegalArgumentException("the backbone does not end with the mean over all places");
        }
    }

    /** The layers of the tail, in the order of computation. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /**
     * The weights of the tail by the names that they have in the model: {@code [out, in]} for a place, {@code [channels, size *
     * size]} for a channel, biases {@code [out]}.
     */
    public Map<String, float[]> weights() {
        return Map.copyOf(weights);
    }

    /**
     * The layers before the tail.
     *
     * @param side width and height of the photos
     * @return an ONNX model whose output is the tail's input, {@code [N, places * channels]}, channels fastest
     */
    public byte[] before(int side) {
        OnnxGraph graph = OnnxGraph.parse(SizedInput.of(backbone, side));
        graph.removeFrom(first.getName());
        String places = graph.node(
                "Transpose", "before.places", List.of(first.getInput(0)), OnnxGraph.ints("perm", 0, 2, 3, 1));
        graph.node("Flatten", "map", List.of(places));
        int mapSide = side / stride;
        graph.output("map", OnnxGraph.BATCH, mapSide * mapSide * inputChannels());
        return graph.toByteArray();
    }

    /** Channels of the tail's input. */
    public int inputChannels() {
        String name = steps.get(0).name();
        return weights.get(name + "/weight").length / weights.get(name + "/bias").length;
    }

    /**
     * The whole backbone with other weights in its tail.
     *
     * @param training how the weights were trained, for the model's metadata
     */
    public byte[] with(Map<String, float[]> others, String training) {
        OnnxGraph graph = OnnxGraph.parse(backbone);
        others.forEach(graph::replaceConstant);
        graph.metadata("training", training);
        return graph.toByteArray();
    }

    /** The place of the expansion before the last depthwise convolution but so many. */
    private static int expansion(List<NodeProto> nodes, int bottlenecks) {
        int left = bottlenecks;
        for (int i = nodes.size() - 1; i > 1; i--) {
            if (isDepthwise(nodes.get(i)) && --left == 0) {
                return i - 2;
            }
        }
        throw new IllegalArgumentException("the backbone has no " + bottlenecks + " bottlenecks that can be trained");
    }

    private static boolean isDepthwise(NodeProto node) {
        return node.getOpType().equals("Conv") && OnnxGraph.number(node, "group", 1) > 1;
    }

    private static int strideOf(List<NodeProto> nodes) {
        int product = 1;
        for (NodeProto node : nodes) {
            product *= node.getOpType().equals("Conv") ? OnnxGraph.number(node, "strides", 1) : 1;
        }
        return product;
    }

    private Step step(OnnxGraph graph, NodeProto node, String last, Map<String, Integer> layersBefore) {
        String name = node.getName().replaceFirst("/conv$", "");
        Kind kind = kind(node);
        boolean follows = node.getInputList().contains(last);
        int summand = 0;
        switch (kind) {
            case POINTWISE, DEPTHWISE -> {
                float[] bias = graph.constantValues(name + "/bias");
                float[] weight = graph.constantValues(name + "/weight");
                follows &= kind == Kind.POINTWISE || bias.length == OnnxGraph.number(node, "group", 1);
                weights.put(name + "/weight", weight);
                weights.put(name + "/bias", bias);
            }
            case SUM -> {
                String other = node.getInput(node.getInput(0).equals(last) ? 1 : 0);
                follows &= layersBefore.containsKey(other)
                        && steps.get(steps.size() - 1).kind() == Kind.POINTWISE;
                summand = layersBefore.getOrDefault(other, 0);
            }
            default -> {}
        }
        if (!follows || !steps.isEmpty() && steps.get(steps.size() - 1).kind() == Kind.MEAN) {
            throw new IllegalArgumentException("layer " + node.getName() + " of the backbone cannot be trained");
        }
        return new Step(kind, name, kind == Kind.DEPTHWISE ? OnnxGraph.number(node, "strides", 1) : 1, summand);
    }

    private static Kind kind(NodeProto node) {
        return switch (node.getOpType()) {
            case "Conv" -> {
                boolean place = OnnxGraph.number(node, "kernel_shape", 0) == 1
                        && OnnxGraph.number(node, "strides", 1) == 1
                        && OnnxGraph.number(node, "group", 1) == 1;
                if (!place && !isDepthwise(node)) {
                    throw new IllegalArgumentException(
                            "convolution " + node.getName() + " of the backbone cannot be trained");
                }
                yield place ? Kind.POINTWISE : Kind.DEPTHWISE;
            }
            case "Relu" -> Kind.RELU;
            case "Clip" -> Kind.RELU6;
            case "Add" -> Kind.SUM;
            case "GlobalAveragePool" -> Kind.MEAN;
            default ->
                throw new IllegalArgumentException(
                        "operator " + node.getOpType() + " of the backbone cannot be trained");
        };
    }
}
