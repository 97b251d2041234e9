package io.fourfold.schemas.serde;

import io.fourfold.schemas.ImageEmbedded;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** A registry in memory of its own, with serdes that talk to it. */
final class MockRegistry {

    static final String TOPIC = "photos.image.embedded";

    private final String url = "mock://" + UUID.randomUUID();

    Map<String, Object> configs(Object... more) {
        Map<String, Object> configs = new HashMap<>();
        configs.put("schema.registry.url", url);
        for (int i = 0; i < more.length; i += 2) {
            configs.put(more[i].toString(), more[i + 1]);
        }
        return configs;
    }

    <T extends SpecificRecord> ConfluentAvroSerde<T> serde(Object... more) {
        ConfluentAvroSerde<T> serde = new ConfluentAvroSerde<>();
        serde.configure(configs(more), false);
        return serde;
    }

    SchemaRegistry client() {
        return new SchemaRegistry(List.of(url), Map.of(), Duration.ZERO);
    }

    int register(String subject, Schema schema) {
        return client().register(subject, schema);
    }

    static ImageEmbedded embedded() {
        return ImageEmbedded.newBuilder()
                .setVector(List.of(1f, -0.5f))
                .setModelVersion("m1")
                .setSourceSha256("ab")
                .setOwner("ann")
                .build();
    }
}
