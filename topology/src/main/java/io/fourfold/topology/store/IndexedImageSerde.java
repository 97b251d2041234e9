package io.fourfold.topology.store;

import io.fourfold.topology.similarity.IndexedImage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The rows of the store, little-endian, so that vectors are copied and not parsed:
 *
 * <pre>
 * byte     format, 1
 * text     model version       a text is its length in UTF-8 bytes (unsigned 16 bits) and the bytes
 * text     source SHA-256
 * text     owner               length 65535 and no bytes: none
 * text     album               length 65535 and no bytes: none
 * uint16   size of the vector
 * float32  the vector's numbers
 * </pre>
 */
public final class IndexedImageSerde
        implements Serde<IndexedImage>, Serializer<IndexedImage>, Deserializer<IndexedImage> {

    private static final byte FORMAT = 1;
    private static final int NONE = 0xFFFF;
    private static final int MAX_LENGTH = NONE - 1;

    @Override
    public byte[] serialize(String topic, IndexedImage image) {
        if (image == null) {
            return null;
        }
        byte[] modelVersion = utf8("model version", image.modelVersion());
        byte[] sourceSha256 = utf8("source SHA-256", image.sourceSha256());
        byte[] owner = image.owner().map(text -> utf8("owner", text)).orElse(null);
        byte[] album = image.album().map(text -> utf8("album", text)).orElse(null);
        float[] vector = image.vector();
        int size = 1
                + sizeOf(modelVersion)
                + sizeOf(sourceSha256)
                + sizeOf(owner)
                + sizeOf(album)
                + Short.BYTES
                + vector.length * Float.BYTES;
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(FORMAT);
        putText(buffer, modelVersion);
        putText(buffer, sourceSha256);
        putText(buffer, owner);
        putText(buffer, album);
        buffer.putShort((short) vector.length);
        buffer.asFloatBuffer().put(vector);
        return buffer.array();
    }

    @Override
    public IndexedImage deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        } catch (BufferUnderflowException e) {
            throw new SerializationException("an indexed image of " + bytes.length + " bytes ends too early", e);
        }
    }

    @Override
    public Serializer<IndexedImage> serializer() {
        return this;
    }

    @Override
    public Deserializer<IndexedImage> deserializer() {
        return this;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public void close() {}

    private static IndexedImage read(ByteBuffer buffer) {
        byte format = buffer.get();
        if (format != FORMAT) {
            throw new SerializationException(
                    "an indexed image has format " + format + ", but this version reads format " + FORMAT);
        }
        String modelVersion = requireText(buffer);
        String sourceSha256 = requireText(buffer);
        Optional<String> owner = text(buffer);
        Optional<String> album = text(buffer);
        float[] vector = new float[Short.toUnsignedInt(buffer.getShort())];
        buffer.asFloatBuffer().get(vector);
        return new IndexedImage(owner, album, modelVersion, sourceSha256, vector);
    }

    private static byte[] utf8(String field, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_LENGTH) {
            throw new SerializationException(field + " has " + bytes.length + " bytes, more than " + MAX_LENGTH);
        }
        return bytes;
    }

    private static int sizeOf(byte[] text) {
        return Short.BYTES + (text == null ? 0 : text.length);
    }

    private static void putText(ByteBuffer buffer, byte[] text) {
        if (text == null) {
            buffer.putShort((short) NONE);
            return;
        }
        buffer.putShort((short) text.length);
        buffer.put(text);
    }

    private static String requireText(ByteBuffer buffer) {
        return text(buffer)
                .orElseThrow(() -> new SerializationException("an indexed image lacks its model version or source"));
    }

    private static Optional<String> text(ByteBuffer buffer) {
        int length = Short.toUnsignedInt(buffer.getShort());
        if (length == NONE) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }
}
