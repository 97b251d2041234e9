package io.fourfold.model.encoder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
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
        ByteBuffer raw =
                ByteBuffer.allocate(tensor.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(tensor.values());
        TensorProto.Builder constant =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
        for (int length : tensor.shape()) {
            constant.addDims(length);
        }
        graph.addInitializer(constant.setRawData(ByteString.copyFrom(raw)));
        return name;
    }

    String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
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

    private static ValueInfoProto value(String name, int... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (int length : shape) {
            TensorShapeProto.Dimension.Builder dimension = dimensions.addDimBuilder();
            if (length == BATCH) {
                dimension.setDimParam("N");
            } else {
                dimension.setDimValue(length);
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
