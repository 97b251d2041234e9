package io.fourfold.topology.models;

import io.fourfold.topology.kafka.BrokerAnswer;
import io.fourfold.topology.kafka.KafkaClients;
import io.fourfold.topology.kafka.StreamsApplication;
import io.fourfold.topology.kafka.TopicDurability;
import io.fourfold.topology.kafka.TopicSpec;
import io.fourfold.topology.kafka.Topics;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that hold one network's captions and embeddings, and changelogs, with as many partitions and as durable as
 * the published ones. They are internal, like the changelogs that Kafka Streams creates.
 */
public record ModelTopics(KafkaClients clients, Topics published) {

    private static final Logger LOG = LoggerFactory.getLogger(ModelTopics.class);

    /**
     * Creates those of a network that do not exist.
     *
     * @throws KafkaException if the cluster refuses or does not answer in time
     */
    public void create(String modelVersion) {
        create(published.ofModel(modelVersion)::resultSpecs);
    }

    /**
     * Creates those changelogs of an application that do not exist.
     *
     * @throws KafkaException if the cluster refuses or does not answer in time
     */
    public void createChangelogs(StreamsApplication application) {
        create(application::changelogSpecs);
    }

    private void create(BiFunction<Integer, TopicDurability, List<TopicSpec>> specs) {
        try (Admin admin = clients.admin()) {
            int partitions = template(admin).partitions().size();
            for (TopicSpec spec : specs.apply(partitions, TopicDurability.read(admin, published.imageEmbedded()))) {
                NewTopic topic =
                        new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.of(spec.replication()));
                create(admin, topic.configs(spec.configs()));
            }
        }
    }

    private TopicDescription template(Admin admin) {
        return BrokerAnswer.of(
                        admin.describeTopics(List.of(published.imageEmbedded())).allTopicNames())
                .get(published.imageEmbedded());
    }

    private static void create(Admin admin, NewTopic topic) {
        try {
            BrokerAnswer.of(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
            LOG.debug("Another instance has created {}", topic.name());
        }
    }
}
