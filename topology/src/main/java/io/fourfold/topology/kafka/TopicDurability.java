package io.fourfold.topology.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What topics survive: brokers that fail, and readers that are away. The same for every topic of a deployment, those that
 * users read, each network's and the applications' own.
 *
 * @param replication replication factor; -1 for the broker's default
 * @param minInsyncReplicas replicas that must have a record before it counts as written; empty for the broker's default
 * @param deleteRetention how long compacted topics keep tombstones: whoever is away for longer misses deletes
 */
public record TopicDurability(short replication, OptionalInt minInsyncReplicas, Duration deleteRetention) {

    /** How long tombstones are kept, unless told otherwise. */
    public static final Duration DELETE_RETENTION = Duration.ofDays(30);

    public TopicDurability {
        if (replication > 0 && minInsyncReplicas.orElse(1) > replication) {
            throw new IllegalArgumentException("min.insync.replicas is " + minInsyncReplicas.getAsInt()
                    + ", more than the replication factor " + replication + ": nothing could be written");
        }
        if (minInsyncReplicas.orElse(1) < 1) {
            throw new IllegalArgumentException("min.insync.replicas must be at least 1");
        }
        if (deleteRetention.isNegative()) {
            throw new IllegalArgumentException("delete.retention.ms must not be negative");
        }
    }

    /**
     * With so many replicas one may be away and yet no record is lost, if there are three; tombstones are kept for
     * {@link #DELETE_RETENTION}.
     *
     * @param replication replication factor; -1 for the broker's defaults
     */
    public static TopicDurability of(short replication) {
        OptionalInt inSync = replication < 1 ? OptionalInt.empty() : OptionalInt.of(replication > 2 ? 2 : 1);
        return new TopicDurability(replication, inSync, DELETE_RETENTION);
    }

    /**
     * That of an existing topic.
     *
     * @throws KafkaException if it does not exist or the cluster does not answer in time
     */
    public static TopicDurability read(Admin admin, String topic) {
        TopicDescription description = BrokerAnswer.of(
                        admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic);
        Config config = BrokerAnswer.of(
                admin.describeConfigs(List.of(resource(topic))).values().get(resource(topic)));
        return new TopicDurability(
                (short) description.partitions().get(0).replicas().size(),
                OptionalInt.of(Integer.parseInt(
                        config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value())),
                deleteRetention(config));
    }

    /**
     * How long every one of these topics keeps tombstones; those that do not exist do not count.
     *
     * @throws KafkaException if the cluster does not answer in time
     */
    public static Optional<Duration> shortestDeleteRetention(Admin admin, Collection<String> topics) {
        return admin
                .describeConfigs(topics.stream().map(TopicDurability::resource).toList())
                .values()
                .values()
                .stream()
                .flatMap(config -> ifTopicExists(config).stream())
                .map(TopicDurability::deleteRetention)
                .min(Duration::compareTo);
    }

    /** As topics are configured, beside their replication factor. */
    Map<String, String> configs() {
        Map<String, String> configs = new HashMap<>();
        minInsyncReplicas.ifPresent(
                replicas -> configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(replicas)));
        return configs;
    }

    /** As compacted topics are configured, beside their replication factor. */
    public Map<String, String> compactedConfigs() {
        Map<String, String> configs = configs();
        configs.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(deleteRetention.toMillis()));
        return configs;
    }

    private static Duration deleteRetention(Config config) {
        return Duration.ofMillis(Long.parseLong(
                config.get(TopicConfig.DELETE_RETENTION_MS_CONFIG).value()));
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static Optional<Config> ifTopicExists(KafkaFuture<Config> config) {
        try {
            return Optional.of(BrokerAnswer.of(config));
        } catch (UnknownTopicOrPartitionException notYet) {
            return Optional.empty();
        }
    }
}
