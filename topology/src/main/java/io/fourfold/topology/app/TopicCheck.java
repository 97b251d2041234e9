package io.fourfold.topology.app;

import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.kafka.TopicSpec;
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

    private final FourfoldConfig config;

    TopicCheck(FourfoldConfig config) {
        this.config = config;
    }

    /**
     * The number of partitions of the index.
     *
     * @throws MissingTopicsException if topics are missing
     * @throws UnequalTopicsException if topics differ in their number of partitions
     * @throws IllegalStateException if Kafka does not answer
     */
    int requireTopics() {
        List<String> names = config.topics().specs(1, (short) 1).stream()
                .map(TopicSpec::name)
                .filter(topic -> config.access().enabled()
                        || !topic.equals(config.topics().accessKey()))
                .toList();
        try (Admin admin = config.kafka().clients().admin()) {
            Set<String> existing = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<String> missing =
                    names.stream().filter(name -> !existing.contains(name)).toList();
            if (!missing.isEmpty()) {
                throw new MissingTopicsException(missing);
            }
            return new PartitionCounts(
                            counts(admin, existing),
                            config.topics(),
                            config.kafka().applicationIdPrefix())
                    .requireEqual();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "Kafka at " + config.kafka().bootstrapServers() + " does not answer; is it running? (" + cause(e)
                            + ")",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while looking for the topics", e);
        }
    }

    private Map<String, Integer> counts(Admin admin, Set<String> existing)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<String> ours = existing.stream().filter(this::isOurs).toList();
        Map<String, Integer> counts = new HashMap<>();
        admin.describeTopics(ours)
                .allTopicNames()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .forEach((name, description) ->
                        counts.put(name, description.partitions().size()));
        return counts;
    }

    private boolean isOurs(String topic) {
        return topic.startsWith(config.topics().prefix() + ".")
                || topic.startsWith(config.kafka().applicationIdPrefix() + "-");
    }

    private static String cause(Exception e) {
        return e.getCause() == null
                ? "no answer in " + TIMEOUT_SECONDS + " s"
                : e.getCause().getMessage();
    }
}
