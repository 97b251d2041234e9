package io.fourfold.topology.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * A Kafka Streams application: all that running it takes.
 *
 * @param id application id, which is also its consumer group's, with the version of its topology
 * @param topology what it does
 * @param properties its configuration, the id included
 * @param changelogs by the store's name how its changelog is configured, beside its durability
 */
public record StreamsApplication(
        ApplicationId id, Topology topology, Properties properties, Map<String, Map<String, String>> changelogs) {

    /** One without a changelog. */
    public StreamsApplication(ApplicationId id, Topology topology, Properties properties) {
        this(id, topology, properties, Map.of());
    }

    /**
     * What its changelogs must look like. They are created before Kafka Streams would do it: what it would create them with
     * is part of the topology, which a group of the streams protocol (KIP-1071) never lets change.
     *
     * @param partitions of its source topics
     * @param durability unless the configuration says otherwise
     */
    public List<TopicSpec> changelogSpecs(int partitions, TopicDurability durability) {
        short replication = Short.parseShort(properties
                .getOrDefault(StreamsConfig.REPLICATION_FACTOR_CONFIG, durability.replication())
                .toString());
        return changelogs.entrySet().stream()
                .map(changelog -> {
                    Map<String, String> configs = new HashMap<>(changelog.getValue());
                    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
                    configs.putAll(durability.compactedConfigs());
                    configs.putAll(configured());
                    return new TopicSpec(
                            id + "-" + changelog.getKey() + "-changelog", partitions, replication, configs);
                })
                .toList();
    }

    private Map<String, String> configured() {
        Map<String, String> configured = new HashMap<>();
        properties.forEach((name, value) -> {
            if (name.toString().startsWith(StreamsConfig.TOPIC_PREFIX)) {
                configured.put(name.toString().substring(StreamsConfig.TOPIC_PREFIX.length()), value.toString());
            }
        });
        return configured;
    }
}
