package io.fourfold.topology.app;

import io.fourfold.topology.TopicSpec;
import io.fourfold.topology.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Looks at the start whether the topics are there, since Kafka Streams' own message comes late and says less. */
final class TopicCheck {

    private static final int TIMEOUT_SECONDS = 20;

    private final FourfoldConfig.KafkaSettings kafka;

    TopicCheck(FourfoldConfig.KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /**
     * The number of partitions of each topic.
     *
     * @throws MissingTopicsException if topics are missing
     * @throws IllegalStateException if Kafka does not answer
     */
    Map<String, Integer> requireTopics(Topics topics) {
        List<String> names =
                topics.specs(1, (short) 1).stream().map(TopicSpec::name).toList();
        try (Admin admin = Admin.create(adminProperties())) {
            Set<String> existing = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<String> missing =
                    names.stream().filter(name -> !existing.contains(name)).toList();
            if (!missing.isEmpty()) {
                throw new MissingTopicsException(missing);
            }
            Map<String, Integer> partitions = new HashMap<>();
            admin.describeTopics(names)
                    .allTopicNames()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .forEach((name, description) ->
                            partitions.put(name, description.partitions().size()));
            return partitions;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "Kafka at " + kafka.bootstrapServers() + " does not answer; is it running? (" + cause(e) + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while looking for the topics", e);
        }
    }

    private Properties adminProperties() {
        Properties properties = new Properties();
        properties.putAll(kafka.properties());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_SECONDS * 1_000);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_SECONDS * 500);
        return properties;
    }

    private static String cause(Exception e) {
        return e.getCause() == null
                ? "no answer in " + TIMEOUT_SECONDS + " s"
                : e.getCause().getMessage();
    }
}
