package io.fourfold.model.encoder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * An ONNX graph under construction, of opset 13. Nodes are added in the order of computation; each returns the name of its
 * output.
 */
public final class OnnxGraph {

    /** Stands for the batch in a shape. */
    public static final int BATCH = -1;

    /** Who made the models of this project, as they say themselves. */
    static final String PRODUCER = "fourfold";

    /** Stand for the height and width of a map in a shape. */
    static final int ROWS = -2;

    static final int COLUMNS = -3;

    private static final int IR_VERSION = 7;
    private static final int OPSET_VERSION = 13;

    private final ModelProto.Builder model;
    private final GraphProto.Builder graph;

    /** A graph to go on with. */
    OnnxGraph(ModelProto.Builder model) {
        this.model = model;
        this.graph = model.getGraphBuilder();
    }

    /** A graph without nodes. */
    public static OnnxGraph create(String name) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName(PRODUCER)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET_VERSION));
        model.getGraphBuilder().setName(name);
        return new OnnxGraph(model);
    }

    /** @throws IllegalArgumentException if the bytes are not an ONNX model */
    static OnnxGraph parse(byte[] onnx) {
        try {
            return new OnnxGraph(ModelProto.parseFrom(onnx).toBuilder());
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalArgumentException("not an ONNX model: " + damaged.getMessage(), damaged);
        }
    }

    /** Adds an input of float32. */
    public String input(String name, int... shape) {
        graph.addInput(value(name, TensorProto.DataType.FLOAT_VALUE, shape));
        return name;
    }

    /** Adds an input of int64. */
    public String integerInput(String name, int... shape) {
        graph.addInput(value(name, TensorProto.DataType.INT64_VALUE, shape));
        return name;
    }

    /** Makes {@code name} the only output. */
    void output(String name, int... shape) {
        graph.clearOutput();
        addOutput(name, shape);
    }

    /** Makes a tensor of float32 one of the outputs. */
    public void addOutput(String name, int... shape) {
        graph.addOutput(value(name, TensorProto.DataType.FLOAT_VALUE, shape));
    }

    /** The name of the only output. */
    String outputName() {
        if (graph.getOutputCount() != 1) {
            throw new IllegalArgumentException("an encoder has one output, this model " + graph.getOutputCount());
        }
        return graph.getOutput(0).getName();
    }

    /** Adds weights. */
    public String constant(String name, Tensor tensor) {
        TensorProto.Builder constant =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
        for (int length : tensor.shape()) {
            constant.addDims(length);
        }
        graph.addInitializer(constant.setRawData(raw(tensor.values())));
        return name;
    }

    /** Adds a vector of int64. */
    public String integerConstant(String name, long... values) {
        TensorProto.Builder constant = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(values.length);
        for (long value : values) {
            constant.addInt64Data(value);
        }
        graph.addInitializer(constant);
        return name;
    }

    /** @throws IllegalArgumentException if there is no float32 constant of that name */
    float[] constantValues(String name) {
        ByteBuffer raw = constant(name).getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[raw.remaining() / Float.BYTES];
        raw.asFloatBuffer().get(values);
        return values;
    }

    /** @throws IllegalArgumentException if there is no constant of that name, or not of so many values */
    void replaceConstant(String name, float[] values) {
        TensorProto.Builder constant = constant(name);
        ByteString raw = raw(values);
        if (raw.size() != constant.getRawData().size()) {
            throw new IllegalArgumentException(name + " has "
                    + constant.getRawData().size() / Float.BYTES + " values in the model, not " + values.length);
        }
        constant.setRawData(raw);
    }

    /** All nodes, in the order of computation. */
    List<NodeProto> nodes() {
        return graph.getNodeList();
    }

    /** A number of a node's, or of the first axis if there is one for each; {@code otherwise} if the node does not say. */
    static int number(NodeProto node, String name, int otherwise) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .map(attribute -> (int) (attribute.getIntsCount() > 0 ? attribute.getInts(0) : attribute.getI()))
                .findFirst()
                .orElse(otherwise);
    }

    /** Width of the photos that the only input, {@code [N, side, side, channels]}, is declared to be. */
    int inputSide() {
        return (int) inputShape().getDim(1).getDimValue();
    }

    /** Declares photos of another size. */
    void inputSide(int side) {
        TensorShapeProto.Builder shape = inputShape();
        shape.getDimBuilder(1).setDimValue(side);
        shape.getDimBuilder(2).setDimValue(side);
    }

    private TensorShapeProto.Builder inputShape() {
        if (graph.getInputCount() != 1) {
            throw new IllegalArgumentException("an encoder has one input, this model " + graph.getInputCount());
        }
        TensorShapeProto.Builder shape =
                graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
        if (shape.getDimCount() != 4) {
            throw new IllegalArgumentException("the input has " + shape.getDimCount() + " axes, not 4");
        }
        return shape;
    }

    /** The name of a node's first input. */
    String inputOf(String node) {
        return graph.getNode(indexOf(node)).getInput(0);
    }

    /** The node that computes a tensor; empty if none does. */
    Optional<NodeProto> producer(String tensor) {
        return graph.getNodeList().stream()
                .filter(node -> node.getOutputList().contains(tensor))
                .findFirst();
    }

    /** Removes a node and all that were added after it, and the constants that only they used. */
    void removeFrom(String node) {
        for (int i = graph.getNodeCount() - 1, first = indexOf(node); i >= first; i--) {
            graph.removeNode(i);
        }
        Set<String> used = graph.getNodeList().stream()
                .flatMap(kept -> kept.getInputList().stream())
                .collect(Collectors.toSet());
        for (int i = graph.getInitializerCount() - 1; i >= 0; i--) {
            if (!used.contains(graph.getInitializer(i).getName())) {
                graph.removeInitializer(i);
            }
        }
    }

    /** Adds a node; it is named as its output. */
    public String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(newNode(operator, output, attributes).addAllInput(inputs));
        return output;
    }

    /** Adds nodes of another graph. */
    void addNodes(List<NodeProto> nodes) {
        graph.addAllNode(nodes);
    }

    /** Cuts a tensor into equal parts along an axis; {@code parts} names them. */
    public void split(String tensor, int axis, List<String> parts) {
        graph.addNode(NodeProto.newBuilder()
                .setName(parts.get(0))
                .setOpType("Split")
                .addInput(tensor)
                .addAllOutput(parts)
                .addAttribute(number("axis", axis)));
    }

    /**
     * Puts a node between another one and all that read that one's output.
     *
     * @param otherInputs after the first, which is the other node's output
     */
    void insertAfter(
            String node, String operator, String output, List<String> otherInputs, AttributeProto... attributes) {
        int index = indexOf(node);
        String source = graph.getNode(index).getOutput(0);
        for (NodeProto.Builder reader : graph.getNodeBuilderList()) {
            for (int i = 0; i < reader.getInputCount(); i++) {
                if (reader.getInput(i).equals(source)) {
                    reader.setInput(i, output);
                }
            }
        }
        graph.addNode(
                index + 1,
                newNode(operator, output, attributes).addInput(source).addAllInput(otherInputs));
    }

    /** Notes something about the model, for its reader. */
    public void metadata(String key, String value) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
    }

    /** Whether this project made the model, if only around one of another origin. */
    boolean isOurs() {
        return model.getProducerName().equals(PRODUCER);
    }

    Optional<String> metadata(String key) {
        return model.getMetadataPropsList().stream()
                .filter(entry -> entry.getKey().equals(key))
                .map(StringStringEntryProto::getValue)
                .findFirst();
    }

    /** The model as a file. */
    public byte[] toByteArray() {
        return model.build().toByteArray();
    }

    /** An attribute of a node. */
    public static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    /** An attribute of a node. */
    public static AttributeProto number(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    private static NodeProto.Builder newNode(String operator, String output, AttributeProto... attributes) {
        return NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addOutput(output)
                .addAllAttribute(List.of(attributes));
    }

    private static ByteString raw(float[] values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return ByteString.copyFrom(raw);
    }

    private int indexOf(String node) {
        for (int i = 0; i < graph.getNodeCount(); i++) {
            if (graph.getNode(i).getName().equals(node)) {
                return i;
            }
        }
        throw new IllegalArgumentException("the model has no node " + node + ": is it another network?");
    }

    private TensorProto.Builder constant(String name) {
        return graph.getInitializerBuilderList().stream()
                .filter(constant -> constant.getName().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("the model has no constant " + name + ": is it another network?"));
    }

    private static ValueInfoProto value(String name, int type, int... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (int length : shape) {
            TensorShapeProto.Dimension.Builder dimension = dimensions.addDimBuilder();
            switch (length) {
                case BATCH -> dimension.setDimParam("N");
                case ROWS -> dimension.setDimParam("rows");
                case COLUMNS -> dimension.setDimParam("columns");
                default -> dimension.setDimValue(length);
            }
        }
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(type).setShape(dimensions);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
