package io.fourfold.schemas.serde;

import io.fourfold.schemas.serde.SchemaRegistry.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes generated Avro records in Confluent's wire format, null as null. Takes Confluent's own configuration keys, so
 * that {@code io.confluent.kafka.serializers.KafkaAvroSerializer} can take its place and back.
 *
 * <p>{@link #serialize} throws {@link SerializationException} if the record or its schema is refused for good, and
 * {@link RegistryUnavailableException} if the registry cannot be asked now. Several threads may share an instance, as
 * they share a producer.
 */
public final class ConfluentAvroSerializer<T extends SpecificRecord> implements Serializer<T> {

    private record SubjectSchema(String subject, Schema schema) {}

    private final Map<SubjectSchema, Target> targets = new ConcurrentHashMap<>();
    private final ThreadLocal<BinaryEncoder> encoders = new ThreadLocal<>();
    private SerdeSettings settings;
    private SchemaRegistry registry;

    /** @throws ConfigException if {@code schema.registry.url} is missing or a value is not one of those allowed */
    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        settings = SerdeSettings.from(configs, isKey);
        GeneratedRecords.trust();
        registry = new SchemaRegistry(settings.urls(), settings.clientSettings(), settings.unknownSchemaTimeout());
    }

    @Override
    public byte[] serialize(String topic, T record) {
        if (record == null) {
            return null;
        }
        if (registry == null) {
            throw new IllegalStateException("Call configure(...) first: a client does not do it for an instance");
        }
        Schema schema = record.getSchema();
        String subject = settings.subjects().subject(topic, settings.isKey(), schema);
        Target target = targets.computeIfAbsent(new SubjectSchema(subject, schema), this::target);
        byte[] header = WireFormat.header(target.id());
        try {
            if (target.schema().equals(schema)) {
                return encoded(header, record, writer(record));
            }
            return encoded(header, resolved(record, subject, target), new GenericDatumWriter<>(target.schema()));
        } catch (AvroRuntimeException | ClassCastException | NullPointerException | IOException bad) {
            throw new SerializationException(
                    "Cannot write a " + schema.getFullName() + " to " + topic + ": " + bad.getMessage()
                            + ". Check that every field without a default is set",
                    bad);
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

    private Target target(SubjectSchema wanted) {
        String subject = wanted.subject();
        Schema schema = wanted.schema();
        if (settings.autoRegister()) {
            return new Target(registry.register(subject, schema), schema);
        }
        if (settings.useLatest()) {
            return registry.latest(subject);
        }
        return new Target(registry.id(subject, schema), schema);
    }

    private <D> byte[] encoded(byte[] header, D datum, DatumWriter<D> writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, encoders.get());
        encoders.set(encoder);
        writer.write(datum, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private DatumWriter<T> writer(T record) {
        return new SpecificDatumWriter<>(record.getSchema(), SpecificData.getForClass(record.getClass()));
    }

    /** The record as the subject's latest schema wants it, by Avro's rules of schema resolution. */
    private Object resolved(T record, String subject, Target latest) throws IOException {
        byte[] own = encoded(new byte[0], record, writer(record));
        try {
            return new GenericDatumReader<>(record.getSchema(), latest.schema())
                    .read(null, DecoderFactory.get().binaryDecoder(own, null));
        } catch (AvroTypeException incompatible) {
            throw new SerializationException(
                    "A " + record.getSchema().getFullName() + " cannot be written with the latest schema of subject "
                            + subject + " (id " + latest.id() + "): " + incompatible.getMessage()
                            + ". Build this application with that schema, or set use.latest.version=false",
                    incompatible);
        }
    }
}
