package io.fourfold.topology.app;

import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.kafka.KafkaClients;
import io.fourfold.topology.kafka.TopicReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/** Hands the stores of one application to another by their changelogs. They must be small: they are read into memory. */
final class Changelogs {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients clients;
    private final String from;
    private final String to;
    private final Set<String> stores;

    private record Key(int partition, ByteBuffer bytes) {}

    /**
     * @param from id of the application that has ended
     * @param to id of the one that takes over
     * @param stores of the latter; those without a changelog of the former begin empty
     */
    Changelogs(KafkaClients clients, String from, String to, Set<String> stores) {
        this.clients = clients;
        this.from = from;
        this.to = to;
        this.stores = new HashSet<>(stores);
    }

    /** Creates the changelogs that are missing as the others are. */
    void create() {
        try (Admin admin = clients.admin()) {
            Set<String> existing = admin.listTopics().names().get();
            stores.removeIf(store -> !existing.contains(ApplicationId.changelog(from, store)));
            for (String store : stores) {
                if (!existing.contains(ApplicationId.changelog(to, store))) {
                    create(admin, ApplicationId.changelog(from, store), ApplicationId.changelog(to, store));
                }
            }
        } catch (ExecutionException e) {
            throw new KafkaException("The changelogs of " + to + " cannot be created", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while creating changelogs", e);
        }
    }

    /** Makes the newer changelogs say what the older ones say. */
    void copy(Producer<byte[], byte[]> producer) {
        for (String store : stores) {
            String topic = ApplicationId.changelog(to, store);
            Map<Key, ConsumerRecord<byte[], byte[]>> wanted = read(ApplicationId.changelog(from, store));
            Map<Key, ConsumerRecord<byte[], byte[]>> left = read(topic);
            left.keySet().removeAll(wanted.keySet());
            left.forEach((key, entry) -> producer.send(
                    new ProducerRecord<>(topic, key.partition(), entry.timestamp(), entry.key(), (byte[]) null)));
            wanted.forEach((key, entry) -> producer.send(new ProducerRecord<>(
                    topic, key.partition(), entry.timestamp(), entry.key(), entry.value(), entry.headers())));
        }
    }

    private Map<Key, ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<Key, ConsumerRecord<byte[], byte[]>> newest = new LinkedHashMap<>();
        try (TopicReader<byte[]> reader = new TopicReader<>(clients.bytesConsumer(), topic)) {
            while (!reader.atEnd()) {
                for (ConsumerRecord<byte[], byte[]> entry : reader.poll(POLL)) {
                    Key key = new Key(entry.partition(), ByteBuffer.wrap(entry.key()));
                    newest.remove(key);
                    if (entry.value() != null) {
                        newest.put(key, entry);
                    }
                }
            }
        }
        return newest;
    }

    private static void create(Admin admin, String like, String topic) throws ExecutionException, InterruptedException {
        TopicDescription description =
                admin.describeTopics(Set.of(like)).allTopicNames().get().get(like);
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, like);
        Config config = admin.describeConfigs(Set.of(resource)).all().get().get(resource);
        NewTopic created =
                new NewTopic(topic, Optional.of(description.partitions().size()), Optional.of((short)
                        description.partitions().get(0).replicas().size()));
        admin.createTopics(Set.of(created.configs(ownConfigs(config.entries()))))
                .all()
                .get();
    }

    private static Map<String, String> ownConfigs(Collection<ConfigEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }
}
