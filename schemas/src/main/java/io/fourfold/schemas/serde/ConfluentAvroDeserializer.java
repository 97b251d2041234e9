package io.fourfold.schemas.serde;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads generated Avro records in Confluent's wire format, null as null. The class is the one generated for the
 * writer's schema of the same full name, and Avro's schema resolution bridges older and newer versions of it.
 *
 * <p>{@link #deserialize} throws {@link SerializationException} if the bytes can never be read,
 * {@link UnknownSchemaException} if their schema is still unknown after {@code unknown.schema.wait.ms}, and {@link RegistryUnavailableException} if the registry cannot be asked for their schema now. Several threads may share
 * an instance, as the threads of a Kafka Streams application do.
 */
public final class ConfluentAvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {

    private final Map<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();
    private final ThreadLocal<BinaryDecoder> decoders = new ThreadLocal<>();
    private SchemaRegistry registry;

    /** @throws ConfigException if {@code schema.registry.url} is missing or a value is not one of those allowed */
    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        SerdeSettings settings = SerdeSettings.from(configs, isKey);
        GeneratedRecords.trust();
        registry = new SchemaRegistry(settings.urls(), settings.clientSettings(), settings.unknownSchemaTimeout());
    }

    @Override
    public T deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        if (registry == null) {
            throw new IllegalStateException("Call configure(...) first: a client does not do it for an instance");
        }
        int id = WireFormat.schemaId(topic, bytes);
        DatumReader<T> reader = reader(id);
        int length = bytes.length - WireFormat.HEADER_LENGTH;
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, WireFormat.HEADER_LENGTH, length, decoders.get());
        decoders.set(decoder);
        try {
            return reader.read(null, decoder);
        } catch (EOFException cutOff) {
            throw new SerializationException(
                    "A record of " + topic + " is cut off: it ends in the middle of a value of schema " + id, cutOff);
        } catch (IOException | RuntimeException bad) {
            throw new SerializationException(
                    "A record of " + topic + " does not fit its schema " + id + ": " + bad.getMessage(), bad);
        }
    }

    @Override
    public void close() {
        if (registry == null) {
            return;
        }
        try {
            registry.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Not {@code computeIfAbsent}: an unknown schema is waited for, and must not hold up those that are known. */
    private DatumReader<T> reader(int id) {
        DatumReader<T> known = readers.get(id);
        if (known != null) {
            return known;
        }
        DatumReader<T> made = newReader(id);
        readers.put(id, made);
        return made;
    }

    private DatumReader<T> newReader(int id) {
        Schema writer = registry.schema(id);
        Class<?> type = GeneratedRecords.classOf(id, writer);
        SpecificData data = SpecificData.getForClass(type);
        return new SpecificDatumReader<>(writer, data.getSchema(type), data);
    }
}
