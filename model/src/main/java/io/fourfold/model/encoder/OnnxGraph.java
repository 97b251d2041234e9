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
final class OnnxGraph {

    /** Stands for the batch in a shape. */
    static final int BATCH = -1;

    /** Stand for the height and width of a map in a shape. */
    static final int ROWS = -2;

    static final int COLUMNS = -3;

    private static final int IR_VERSION = 7;
    private static final int OPSET_VERSION = 13;

    private final ModelProto.Builder model;
    private final GraphProto.Builder graph;

    private OnnxGraph(ModelProto.Builder model) {
        this.model = model;
        this.graph = model.getGraphBuilder();
    }

    static OnnxGraph create(String name) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("fourfold")
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

    String input(String name, int... shape) {
        graph.addInput(value(name, shape));
        return name;
    }

    /** Makes {@code name} the only output. */
    void output(String name, int... shape) {
        graph.clearOutput();
        graph.addOutput(value(name, shape));
    }

    /** The name of the only output. */
    String outputName() {
        if (graph.getOutputCount() != 1) {
            throw new IllegalArgumentException("an encoder has one output, this model " + graph.getOutputCount());
        }
        return graph.getOutput(0).getName();
    }

    String constant(String name, Tensor tensor) {
        TensorProto.Builder constant =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
        for (int length : tensor.shape()) {
            constant.addDims(length);
        }
        graph.addInitializer(constant.setRawData(raw(tensor.values())));
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

    String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(newNode(operator, output, attributes).addAllInput(inputs));
        return output;
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

    void metadata(String key, String value) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
    }

    byte[] toByteArray() {
        return model.build().toByteArray();
    }

    static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    static AttributeProto number(String name, long value) {
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

    private static ValueInfoProto value(String name, int... shape) {
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
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                .setShape(dimensions);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
