package io.fourfold.infra.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** Plain clients for integration tests. */
public final class KafkaRecords {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String bootstrapServers;
    private final Duration patience;

    public KafkaRecords(String bootstrapServers) {
        this(bootstrapServers, PATIENCE);
    }

    /** @param patience how long to wait for a topic, and for its records */
    KafkaRecords(String bootstrapServers, Duration patience) {
        this.bootstrapServers = bootstrapServers;
        this.patience = patience;
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    public void createTopic(String name) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    public <V> void send(String topic, String key, V value, Serializer<V> serializer)
            throws ExecutionException, InterruptedException {
        Map<String, Object> configs =
                Map.of("bootstrap.servers", bootstrapServers, "max.block.ms", patience.toMillis());
        try (KafkaProducer<String, V> producer = new KafkaProducer<>(configs, new StringSerializer(), serializer)) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    /** Reads a topic from its start until it has given that many values, or fails. */
    <V> List<V> read(String topic, int count, Deserializer<V> deserializer) {
        Map<String, Object> configs =
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest", "group.id", "reader");
        try (KafkaConsumer<String, V> consumer = new KafkaConsumer<>(configs, new StringDeserializer(), deserializer)) {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic);
            consumer.assign(partitions.stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList());
            List<V> values = new ArrayList<>();
            Awaitility.await().atMost(patience).until(() -> {
                for (ConsumerRecord<String, V> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
                return values.size() >= count;
            });
            return values;
        }
    }
}
