package io.fourfold.topology.app;

import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.kafka.BrokerAnswer;
import io.fourfold.topology.kafka.KafkaClients;
import io.fourfold.topology.kafka.TopicReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Hands the stores of one application to another by their changelogs. They must be small: they are read into memory. */
final class Changelogs {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients clients;
    private final String from;
    private final String to;

    private record Key(int partition, ByteBuffer bytes) {}

    /**
     * @param from id of the application that has ended
     * @param to id of the one that takes over, whose changelogs exist
     */
    Changelogs(KafkaClients clients, String from, String to) {
        this.clients = clients;
        this.from = from;
        this.to = to;
    }

    /**
     * Makes the newer changelogs say what the older ones say.
     *
     * @param stores of the newer application; those without a changelog of the older one are left as they are
     */
    void copy(Collection<String> stores, Producer<byte[], byte[]> producer) {
        Set<String> existing = existing();
        for (String store : stores) {
            if (!existing.contains(ApplicationId.changelog(from, store))) {
                continue;
            }
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

    private Set<String> existing() {
        try (Admin admin = clients.admin()) {
            return BrokerAnswer.of(admin.listTopics().names());
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
}
