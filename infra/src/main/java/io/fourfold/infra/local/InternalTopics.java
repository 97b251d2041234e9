package io.fourfold.infra.local;

import io.fourfold.topology.config.Role;
import io.fourfold.topology.images.ImageStores;
import io.fourfold.topology.kafka.BrokerAnswer;
import io.fourfold.topology.kafka.TopicDurability;
import io.fourfold.topology.kafka.TopicSpec;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.search.SearchStores;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** The topics of a deployment that its instances have made: each network's results, and changelogs. */
public final class InternalTopics {

    private static final String CHANGELOG = "-changelog";

    private final Admin admin;
    private final Topics topics;
    private final String applicationIdPrefix;

    public InternalTopics(Admin admin, Topics topics, String applicationIdPrefix) {
        this.admin = admin;
        this.topics = topics;
        this.applicationIdPrefix = applicationIdPrefix;
    }

    /**
     * What those that exist must look like, in the order of their names.
     *
     * @param partitions partitions of the topics that users read
     * @param durability of the topics that users read
     * @throws KafkaException if the cluster does not answer in time
     */
    public List<TopicSpec> specs(int partitions, TopicDurability durability) {
        return existing().stream()
                .sorted()
                .flatMap(topic -> spec(topic, partitions, durability))
                .toList();
    }

    private Stream<TopicSpec> spec(String topic, int partitions, TopicDurability durability) {
        if (topic.endsWith(CHANGELOG) && isOurs(topic)) {
            return Stream.of(changelog(topic, partitions, durability));
        }
        return topics.ofModel("").results().stream()
                .filter(topic::startsWith)
                .map(prefix -> topics.ofModel(topic.substring(prefix.length())))
                .flatMap(ofModel -> ofModel.resultSpecs(partitions, durability).stream())
                .filter(spec -> spec.name().equals(topic));
    }

    /** Another deployment's prefix may begin like ours. */
    private boolean isOurs(String changelog) {
        return Arrays.stream(Role.values())
                .map(role -> applicationIdPrefix + "-" + role.label() + "-")
                .anyMatch(changelog::startsWith);
    }

    private static TopicSpec changelog(String topic, int partitions, TopicDurability durability) {
        Map<String, String> configs = new HashMap<>(Stream.of(ImageStores.changelogs(), SearchStores.changelogs())
                .flatMap(changelogs -> changelogs.entrySet().stream())
                .filter(changelog -> topic.endsWith("-" + changelog.getKey() + CHANGELOG))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(Topics::compacted));
        configs.putAll(durability.compactedConfigs());
        return new TopicSpec(topic, partitions, durability.replication(), configs);
    }

    private Set<String> existing() {
        return BrokerAnswer.of(admin.listTopics().names());
    }
}
