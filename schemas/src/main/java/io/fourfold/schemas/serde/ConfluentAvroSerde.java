package io.fourfold.schemas.serde;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The pair of {@link ConfluentAvroSerializer} and {@link ConfluentAvroDeserializer}. Name it by its class name in
 * {@code default.value.serde} and the like; {@code io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde} takes the
 * same configuration and can stand in its place.
 */
public final class ConfluentAvroSerde<T extends SpecificRecord> implements Serde<T> {

    private final ConfluentAvroSerializer<T> serializer = new ConfluentAvroSerializer<>();
    private final ConfluentAvroDeserializer<T> deserializer = new ConfluentAvroDeserializer<>();

    /** @throws ConfigException if {@code schema.registry.url} is missing or a value is not one of those allowed */
    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        serializer.configure(configs, isKey);
        deserializer.configure(configs, isKey);
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }

    @Override
    public Serializer<T> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return deserializer;
    }
}
