package io.fourfold.topology.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes the Kafka clients that run beside Kafka Streams; the caller closes them. */
public final class KafkaClients {

    private static final int TIMEOUT_MS = 20_000;

    private final String bootstrapServers;
    private final Map<String, String> properties;

    /**
     * @param bootstrapServers host:port, separated by commas
     * @param properties further Kafka properties
     */
    public KafkaClients(String bootstrapServers, Map<String, String> properties) {
        this.bootstrapServers = bootstrapServers;
        this.properties = Map.copyOf(properties);
    }

    /** A consumer of committed records from the beginning, without a group. */
    public Consumer<String, byte[]> consumer() {
        return consumer(new StringDeserializer(), Map.of());
    }

    /** As {@link #consumer()}, for partitions that it is told, in a group whose offsets it can ask for; it commits none. */
    public Consumer<String, byte[]> consumer(String group) {
        return consumer(new StringDeserializer(), Map.of(ConsumerConfig.GROUP_ID_CONFIG, group));
    }

    /** As {@link #consumer()}, with keys of any kind. */
    public Consumer<byte[], byte[]> bytesConsumer() {
        return consumer(new ByteArrayDeserializer(), Map.of());
    }

    private <K> Consumer<K, byte[]> consumer(Deserializer<K> keys, Map<String, Object> further) {
        Map<String, Object> config = common();
        config.putAll(further);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(config, keys, new ByteArrayDeserializer());
    }

    /**
     * A producer of single records, whose partitions are those of their keys.
     *
     * @param longestBlock how long sending may wait for brokers or room
     */
    public Producer<String, byte[]> producer(Duration longestBlock) {
        Map<String, Object> config = common();
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, longestBlock.toMillis());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    /** A producer for what only one writer of all instances may do at a time: the last one to begin. */
    public Producer<String, byte[]> producer(String transactionalId) {
        return producer(transactionalId, new StringSerializer());
    }

    /** As {@link #producer(String)}, with keys of any kind and records as large as any of ours. */
    public Producer<byte[], byte[]> bytesProducer(String transactionalId) {
        return producer(transactionalId, new ByteArraySerializer());
    }

    private <K> Producer<K, byte[]> producer(String transactionalId, Serializer<K> keys) {
        Map<String, Object> config = common();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.DEAD_LETTER_MAX_BYTES);
        return new KafkaProducer<>(config, keys, new ByteArraySerializer());
    }

    /** An admin client whose calls end in a bounded time. */
    public Admin admin() {
        Map<String, Object> config = common();
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 2);
        return Admin.create(config);
    }

    private Map<String, Object> common() {
        Map<String, Object> common = new HashMap<>(properties);
        common.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return common;
    }
}
