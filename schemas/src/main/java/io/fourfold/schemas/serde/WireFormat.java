package io.fourfold.schemas.serde;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;

/** Confluent's wire format: a zero byte, the schema id as 4 bytes, big-endian, and the record in Avro binary. */
final class WireFormat {

    static final int HEADER_LENGTH = 5;

    private static final byte MAGIC = 0;
    private static final byte MAGIC_OF_GUID = 1;

    private WireFormat() {}

    static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER_LENGTH).put(MAGIC).putInt(schemaId).array();
    }

    /** @throws SerializationException if the bytes are not in this format */
    static int schemaId(String topic, byte[] bytes) {
        if (bytes.length == 0) {
            throw new SerializationException("A record of " + topic
                    + " has an empty value, which is not Avro in Confluent's wire format; a deletion is a null value");
        }
        if (bytes[0] == MAGIC_OF_GUID) {
            throw new SerializationException("A record of " + topic
                    + " starts with byte 1: its schema is named by a GUID, as newer Confluent serializers can do. "
                    + "Only schema ids are understood: let the producer write them in front of the value");
        }
        if (bytes[0] != MAGIC) {
            throw new SerializationException("A record of " + topic + " starts with byte 0x"
                    + Integer.toHexString(bytes[0] & 0xff)
                    + " instead of 0: it looks like " + (looksLikeJson(bytes[0]) ? "JSON" : "plain bytes")
                    + ", not like Avro in Confluent's wire format. Let the producer use an Avro serializer with the "
                    + "schema registry");
        }
        if (bytes.length < HEADER_LENGTH) {
            throw new SerializationException(
                    "A record of " + topic + " is cut off: " + bytes.length + " bytes cannot hold a schema id");
        }
        return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    }

    private static boolean looksLikeJson(byte first) {
        return first == '{' || first == '[' || first == '"';
    }
}
