package io.fourfold.model.meaning;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/** A sentence encoder whose tokens have the vectors that a test gives them, whatever stands around them. */
public final class TinySentenceEncoder {

    private static final List<String> SPECIAL = List.of("[CLS]", "[SEP]", "[UNK]");

    private final Map<String, float[]> tokens = new LinkedHashMap<>();
    private final int size;

    /** @param size length of every vector; that of special tokens is zeros */
    public TinySentenceEncoder(int size) {
        this.size = size;
        SPECIAL.forEach(token -> tokens.put(token, new float[size]));
        List.of("a", "photo", "of").forEach(word -> tokens.put(word, new float[size]));
    }

    /** @param token a word, or with {@code ##} in front what goes on with one */
    public TinySentenceEncoder with(String token, float... vector) {
        tokens.put(token, vector);
        return this;
    }

    /** Writes the jar. */
    public Path write(Path jar) throws IOException {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        tokens.keySet().forEach(token -> vocabulary.put(token, vocabulary.size()));
        byte[] tokenizer = new ObjectMapper()
                .writeValueAsString(Map.of("model", Map.of("vocab", vocabulary)))
                .getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("tiny.onnx"));
            zip.write(model());
            zip.putNextEntry(new ZipEntry("tiny-tokenizer.json"));
            zip.write(tokenizer);
        }
        return jar;
    }

    private byte[] model() {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");
        for (String input : List.of("input_ids", "attention_mask", "token_type_ids")) {
            graph.addInput(value(input, TensorProto.DataType.INT64_VALUE, List.of("N", "T")));
        }
        graph.addInitializer(TensorProto.newBuilder()
                .setName("vectors")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(tokens.size())
                .addDims(size)
                .setRawData(vectors()));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Gather")
                .addInput("vectors")
                .addInput("input_ids")
                .addOutput("states"));
        graph.addOutput(value("states", TensorProto.DataType.FLOAT_VALUE, List.of("N", "T", "D")));
        return ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private ByteString vectors() {
        ByteBuffer raw = ByteBuffer.allocate(tokens.size() * size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        new ArrayList<>(tokens.values()).forEach(vector -> {
            for (float number : vector) {
                raw.putFloat(number);
            }
        });
        return ByteString.copyFrom(raw.flip());
    }

    private static ValueInfoProto value(String name, int type, List<String> shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        shape.forEach(dimension -> dimensions.addDimBuilder().setDimParam(dimension));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(dimensions)))
                .build();
    }
}
