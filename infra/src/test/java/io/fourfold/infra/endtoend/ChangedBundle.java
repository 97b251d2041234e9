package io.fourfold.infra.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fourfold.model.ModelBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Random;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.ByteString;

/** A copy of the built-in bundle whose image embeddings are different ones. */
final class ChangedBundle {

    private static final String ENCODER = "encoder.onnx";
    private static final String PROJECTION = "projection.weight";
    private static final int EMBEDDING_SIZE = 300;

    private ChangedBundle() {}

    /** Writes the bundle; every dimension of its embeddings is stretched by a random factor. */
    static Path write(Path directory, String version, long seed) throws IOException {
        Files.createDirectories(directory);
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode manifest = (ObjectNode) mapper.readTree(resource("model.json"));
        Iterator<String> files = manifest.get("files").fieldNames();
        while (files.hasNext()) {
            String file = files.next();
            Files.write(
                    directory.resolve(file), file.equals(ENCODER) ? stretched(resource(file), seed) : resource(file));
        }
        ((ObjectNode) manifest.at("/files/" + ENCODER)).put("sha256", sha256(directory.resolve(ENCODER)));
        manifest.put("version", version);
        mapper.writeValue(directory.resolve("model.json").toFile(), manifest);
        return directory;
    }

    private static byte[] stretched(byte[] encoder, long seed) throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(encoder).toBuilder();
        for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
            if (tensor.getName().equals(PROJECTION)) {
                tensor.setRawData(
                        ByteString.copyFrom(stretchedRows(tensor.getRawData().toByteArray(), seed)));
                return model.build().toByteArray();
            }
        }
        throw new IllegalStateException("the encoder has no " + PROJECTION);
    }

    private static byte[] stretchedRows(byte[] rows, long seed) {
        Random random = new Random(seed);
        ByteBuffer numbers = ByteBuffer.wrap(rows).order(ByteOrder.LITTLE_ENDIAN);
        int columns = rows.length / Float.BYTES / EMBEDDING_SIZE;
        for (int row = 0; row < EMBEDDING_SIZE; row++) {
            float factor = random.nextFloat() * 2;
            for (int column = 0; column < columns; column++) {
                int at = (row * columns + column) * Float.BYTES;
                numbers.putFloat(at, numbers.getFloat(at) * factor);
            }
        }
        return rows;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ModelBundle.class.getResourceAsStream("bundle/" + name)) {
            return in.readAllBytes();
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
