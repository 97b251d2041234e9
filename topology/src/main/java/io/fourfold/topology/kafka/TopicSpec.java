package io.fourfold.topology.kafka;

import java.util.Map;
import java.util.Objects;

/**
 * How a topic must be created; what the admin command creates and compares.
 *
 * @param name full topic name
 * @param partitions number of partitions, the same for every topic of one deployment
 * @param replication replication factor; -1 takes the broker's default
 * @param configs topic configuration that must hold, by Kafka's own names
 */
public record TopicSpec(String name, int partitions, short replication, Map<String, String> configs) {

    public TopicSpec {
        Objects.requireNonNull(name, "name");
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1, not " + partitions);
        }
        if (replication < 1 && replication != -1) {
            throw new IllegalArgumentException(
                    "replication must be at least 1, or -1 for the broker's default, not " + replication);
        }
        configs = Map.copyOf(configs);
    }
}
