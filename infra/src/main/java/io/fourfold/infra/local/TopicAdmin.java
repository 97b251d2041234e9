package io.fourfold.infra.local;

import io.fourfold.topology.kafka.BrokerAnswer;
import io.fourfold.topology.kafka.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of a deployment and compares them with what they must look like. Changes no existing topic. */
public final class TopicAdmin {

    /**
     * One way in which a topic is not as it must be.
     *
     * @param setting {@code exists}, {@code partitions}, {@code replication} or a topic configuration's name
     */
    public record Difference(String topic, String setting, String expected, String actual) {

        @Override
        public String toString() {
            return topic + ": " + setting + " is " + actual + ", expected " + expected;
        }
    }

    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private final Admin admin;

    public TopicAdmin(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates those topics that do not exist.
     *
     * @return the names of those created, in the order of the specifications
     * @throws KafkaException if the cluster refuses or does not answer in time
     */
    public List<String> create(List<TopicSpec> specs) {
        Set<String> existing = existing();
        List<NewTopic> missing = specs.stream()
                .filter(spec -> !existing.contains(spec.name()))
                .map(TopicAdmin::newTopic)
                .toList();
        List<String> created = new ArrayList<>();
        admin.createTopics(missing).values().forEach((name, future) -> {
            if (wasCreated(future)) {
                created.add(name);
            }
        });
        awaitVisible(created);
        created.sort(Comparator.comparing(specs.stream().map(TopicSpec::name).toList()::indexOf));
        return created;
    }

    /**
     * Compares existing topics with the specifications.
     *
     * @return every difference, none if all is as it must be
     * @throws KafkaException if the cluster does not answer in time
     */
    public List<Difference> check(List<TopicSpec> specs) {
        Set<String> existing = existing();
        List<String> names =
                specs.stream().map(TopicSpec::name).filter(existing::contains).toList();
        Map<String, TopicDescription> descriptions =
                BrokerAnswer.of(admin.describeTopics(names).allTopicNames());
        Map<ConfigResource, Config> configs = BrokerAnswer.of(
                admin.describeConfigs(names.stream().map(TopicAdmin::resource).toList())
                        .all());
        return specs.stream()
                .flatMap(spec -> Optional.ofNullable(descriptions.get(spec.name()))
                        .map(found -> differences(spec, found, configs.get(resource(spec.name()))))
                        .orElseGet(() -> List.of(new Difference(spec.name(), "exists", "true", "false")))
                        .stream())
                .toList();
    }

    private static List<Difference> differences(TopicSpec spec, TopicDescription found, Config config) {
        List<Difference> differences = new ArrayList<>();
        compare(spec, "partitions", spec.partitions(), found.partitions().size(), differences);
        if (spec.replication() > 0) {
            int replication = found.partitions().get(0).replicas().size();
            compare(spec, "replication", (int) spec.replication(), replication, differences);
        }
        spec.configs().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            ConfigEntry actual = config.get(entry.getKey());
            compare(spec, entry.getKey(), entry.getValue(), actual == null ? "unknown" : actual.value(), differences);
        });
        return differences;
    }

    private static void compare(
            TopicSpec spec, String setting, Object expected, Object actual, List<Difference> differences) {
        if (!expected.equals(actual)) {
            differences.add(new Difference(spec.name(), setting, expected.toString(), actual.toString()));
        }
    }

    /** A broker that has just agreed to create a topic may not list it yet. */
    private void awaitVisible(List<String> created) {
        long start = System.nanoTime();
        while (!existing().containsAll(created)) {
            if (System.nanoTime() - start > VISIBLE_WITHIN.toNanos()) {
                throw new KafkaException("The cluster created " + created + " but does not list all of them");
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private Set<String> existing() {
        return BrokerAnswer.of(admin.listTopics().names());
    }

    private static NewTopic newTopic(TopicSpec spec) {
        return new NewTopic(spec.name(), Optional.of(spec.partitions()), replication(spec)).configs(spec.configs());
    }

    private static Optional<Short> replication(TopicSpec spec) {
        return spec.replication() > 0 ? Optional.of(spec.replication()) : Optional.empty();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    /** Another instance may create the same topic at the same moment. */
    private static boolean wasCreated(KafkaFuture<Void> future) {
        try {
            BrokerAnswer.of(future);
            return true;
        } catch (TopicExistsException byAnother) {
            return false;
        }
    }
}
