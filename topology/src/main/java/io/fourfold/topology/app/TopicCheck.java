package io.fourfold.topology.app;

import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.kafka.TopicSpec;
import io.fourfold.topology.kafka.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

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
     * @throws IllegalStateException if Kafka does not answer, or topics do not have as many partitions as they must
     */
    Map<String, Integer> requireTopics(Topics topics) {
        List<String> names =
                topics.specs(1, (short) 1).stream().map(TopicSpec::name).toList();
        try (Admin admin = kafka.clients().admin()) {
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
            requireAsMany(topics, partitions);
            return partitions;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "Kafka at " + kafka.bootstrapServers() + " does not answer; is it running? (" + cause(e) + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while looking for the topics", e);
        }
    }

    /** A search goes to every partition of the index and its answers come back to the partition it came from. */
    private static void requireAsMany(Topics topics, Map<String, Integer> partitions) {
        int shards = partitions.get(topics.imageEmbedded());
        for (String topic : List.of(topics.searchRequested(), topics.searchInverted(), topics.searchAnswered())) {
            if (partitions.get(topic) != shards) {
                throw new IllegalStateException(topic + " has " + partitions.get(topic) + " partitions and "
                        + topics.imageEmbedded() + " has " + shards + "; create the topic again with as many");
            }
        }
    }

    private static String cause(Exception e) {
        return e.getCause() == null
                ? "no answer in " + TIMEOUT_SECONDS + " s"
                : e.getCause().getMessage();
    }
}
