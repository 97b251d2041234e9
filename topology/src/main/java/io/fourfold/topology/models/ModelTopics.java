package io.fourfold.topology.models;

import io.fourfold.topology.kafka.KafkaClients;
import io.fourfold.topology.kafka.TopicDurability;
import io.fourfold.topology.kafka.TopicSpec;
import io.fourfold.topology.kafka.Topics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics that hold one network's captions and embeddings, with as many partitions and as durable as
 * the published ones. They are internal, like the changelogs that Kafka Streams creates.
 */
public record ModelTopics(KafkaClients clients, Topics published) {

    /**
     * Creates those that do not exist.
     *
     * @throws KafkaException if the cluster refuses or does not answer in time
     */
    public void create(String modelVersion) {
        try (Admin admin = clients.admin()) {
            List<TopicSpec> specs = published
                    .ofModel(modelVersion)
                    .resultSpecs(
                            template(admin).partitions().size(),
                            TopicDurability.read(admin, published.imageEmbedded()));
            for (TopicSpec spec : specs) {
                NewTopic topic =
                        new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.of(spec.replication()));
                create(admin, topic.configs(spec.configs()));
            }
        } catch (ExecutionException e) {
            throw new KafkaException("The topics of network " + modelVersion + " cannot be created", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while creating topics", e);
        }
    }

    private TopicDescription template(Admin admin) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(published.imageEmbedded()))
                .allTopicNames()
                .get()
                .get(published.imageEmbedded());
    }

    /** Another instance may create the same topic at the same moment. */
    private static void create(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
