package io.fourfold.model.encoder;

import static io.fourfold.model.image.PhotoDecoder.CHANNELS;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** An ONNX model that somebody else made of an image classifier or the like, on its way to become a backbone. */
final class ForeignGraph {

    private static final int OLDEST_OPSET = 11;
    private static final Set<String> POOLINGS = Set.of("GlobalAveragePool", "AveragePool", "ReduceMean");

    /** What all its names start with, so that none meets one of ours. */
    private static final String PREFIX = "backbone/";

    private final ModelProto.Builder model;
    private final GraphProto.Builder graph;

    /**
     * How a graph reads photos.
     *
     * @param planes whether it reads {@code [N, 3, side, side]}, otherwise {@code [N, side, side, 3]}
     * @param side width and height, if the graph says so
     */
    record PhotoInput(String name, boolean planes, OptionalInt side) {}

    private ForeignGraph(ModelProto.Builder model) {
        this.model = model;
        this.graph = model.getGraphBuilder();
    }

    /** @throws IllegalArgumentException if the bytes are no ONNX model, or one that cannot be taken apart */
    static ForeignGraph parse(byte[] onnx) {
        ModelProto.Builder model;
        try {
            model = ModelProto.parseFrom(onnx).toBuilder();
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalArgumentException("not an ONNX model: " + damaged.getMessage(), damaged);
        }
        long opset = model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty())
                .mapToLong(set -> set.getVersion())
                .findFirst()
                .orElse(0);
        if (opset < OLDEST_OPSET || model.getGraph().getNodeCount() == 0) {
            throw new IllegalArgumentException(
                    "not an ONNX model of opset " + OLDEST_OPSET + " or newer, but of " + opset);
        }
        if (model.getGraph().getInitializerList().stream()
                .anyMatch(weight -> weight.getDataLocation() == TensorProto.DataLocation.EXTERNAL)) {
            throw new IllegalArgumentException("its weights lie in another file: save it as one file");
        }
        return new ForeignGraph(model);
    }

    /** @throws IllegalArgumentException if it does not read square photos of three colours and nothing else */
    PhotoInput photoInput() {
        Set<String> constants =
                graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !constants.contains(input.getName()))
                .toList();
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("a backbone reads photos alone, this model "
                    + inputs.stream().map(ValueInfoProto::getName).toList());
        }
        ValueInfoProto input = inputs.get(0);
        TensorShapeProto shape = input.getType().getTensorType().getShape();
        long[] sizes = shape.getDimList().stream()
                .mapToLong(axis -> Math.max(0, axis.getDimValue()))
                .toArray();
        String described = "its input " + input.getName() + " is " + Arrays.toString(sizes) + " (0: not said)";
        if (input.getType().getTensorType().getElemType() != TensorProto.DataType.FLOAT_VALUE) {
            throw new IllegalArgumentException(described + " and not of float32: export it with float32");
        }
        if (sizes.length != 4 || sizes[0] > 1 || (sizes[1] == CHANNELS) == (sizes[3] == CHANNELS)) {
            throw new IllegalArgumentException(
                    described + ", neither [N, 3, height, width] nor [N, height, width, 3] of any N");
        }
        boolean planes = sizes[1] == CHANNELS;
        long height = planes ? sizes[2] : sizes[1];
        long width = planes ? sizes[3] : sizes[2];
        if (height != width) {
            throw new IllegalArgumentException(described + ", but photos are squares");
        }
        return new PhotoInput(
                input.getName(), planes, height == 0 ? OptionalInt.empty() : OptionalInt.of((int) height));
    }

    /** The name of the only output. */
    String onlyOutput() {
        if (graph.getOutputCount() != 1) {
            throw new IllegalArgumentException(
                    "it has " + graph.getOutputCount() + " outputs: name one, or its last map; " + candidates());
        }
        return graph.getOutput(0).getName();
    }

    /** Where a user might want to cut, in words. */
    String candidates() {
        Set<String> names = new LinkedHashSet<>();
        graph.getNodeList().stream()
                .filter(node -> POOLINGS.contains(node.getOpType()))
                .map(node -> node.getInput(0))
                .forEach(names::add);
        graph.getOutputList().stream().map(ValueInfoProto::getName).forEach(names::add);
        return "what it pools and gives: " + String.join(", ", names);
    }

    /**
     * Makes a tensor the only output and leaves out all that it does not need.
     *
     * @throws IllegalArgumentException if no node computes it
     */
    void cutBehind(String tensor) {
        Map<String, NodeProto> producers = new HashMap<>();
        graph.getNodeList().forEach(node -> node.getOutputList().forEach(output -> producers.put(output, node)));
        if (!producers.containsKey(tensor)) {
            throw new IllegalArgumentException("it computes no " + tensor + "; " + candidates());
        }
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(tensor));
        Set<NodeProto> kept = new HashSet<>();
        while (!open.isEmpty()) {
            String name = open.pop();
            if (needed.add(name) && producers.containsKey(name) && kept.add(producers.get(name))) {
                read(producers.get(name)).forEach(open::push);
            }
        }
        List<NodeProto> nodes =
                graph.getNodeList().stream().filter(kept::contains).toList();
        List<TensorProto> constants = graph.getInitializerList().stream()
                .filter(constant -> needed.contains(constant.getName()))
                .toList();
        String photos = photoInput().name();
        graph.clearNode().addAllNode(nodes);
        graph.clearInitializer().addAllInitializer(constants);
        graph.clearInput().addInput(ofAnyShape(photos));
        graph.clearValueInfo();
        graph.clearOutput().addOutput(ofAnyShape(tensor));
    }

    byte[] toByteArray() {
        return model.build().toByteArray();
    }

    /** Puts {@link #PREFIX} before every name; afterwards the graph has neither inputs nor outputs. */
    List<NodeProto> takeNodes() {
        rename(graph);
        List<NodeProto> nodes = List.copyOf(graph.getNodeList());
        graph.clearNode().clearInput().clearOutput();
        return nodes;
    }

    /** What the tensor of a name is called by {@link #takeNodes}. */
    static String renamed(String name) {
        return name.isEmpty() ? name : PREFIX + name;
    }

    /** The weights, without nodes, to put nodes around them; after {@link #takeNodes}. */
    OnnxGraph emptied() {
        return new OnnxGraph(model.clearMetadataProps().setProducerName(OnnxGraph.PRODUCER));
    }

    /** What a node reads, the graphs inside it included. */
    private static Stream<String> read(NodeProto node) {
        return Stream.concat(
                node.getInputList().stream(),
                node.getAttributeList().stream()
                        .flatMap(attribute ->
                                Stream.concat(Stream.of(attribute.getG()), attribute.getGraphsList().stream()))
                        .flatMap(inner -> Stream.concat(
                                inner.getNodeList().stream().flatMap(ForeignGraph::read),
                                inner.getOutputList().stream().map(ValueInfoProto::getName))));
    }

    private static void rename(GraphProto.Builder graph) {
        graph.getInitializerBuilderList().forEach(constant -> constant.setName(renamed(constant.getName())));
        graph.getInputBuilderList().forEach(input -> input.setName(renamed(input.getName())));
        graph.getOutputBuilderList().forEach(output -> output.setName(renamed(output.getName())));
        graph.clearValueInfo();
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            node.setName(renamed(node.getName()));
            for (int i = 0; i < node.getInputCount(); i++) {
                node.setInput(i, renamed(node.getInput(i)));
            }
            for (int i = 0; i < node.getOutputCount(); i++) {
                node.setOutput(i, renamed(node.getOutput(i)));
            }
            for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
                if (attribute.hasG()) {
                    rename(attribute.getGBuilder());
                }
                attribute.getGraphsBuilderList().forEach(ForeignGraph::rename);
            }
        }
    }

    private static ValueInfoProto ofAnyShape(String tensor) {
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(tensor);
        value.getTypeBuilder().getTensorTypeBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE);
        return value.build();
    }
}
