package io.fourfold.topology.kafka;

import io.fourfold.topology.config.FourfoldConfig;
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
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes the Kafka clients that run beside Kafka Streams; the caller closes them. */
public final class KafkaClients {

    private static final int TIMEOUT_MS = 20_000;

    private final FourfoldConfig.KafkaSettings kafka;

    public KafkaClients(FourfoldConfig.KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /** A consumer of committed records from the beginning, without a group. */
    public Consumer<String, byte[]> consumer() {
        Map<String, Object> properties = common();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer for what only one writer of all instances may do at a time: the last one to begin. */
    public Producer<String, byte[]> producer(String transactionalId) {
        Map<String, Object> properties = common();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /** An admin client whose calls end in a bounded time. */
    public Admin admin() {
        Map<String, Object> properties = common();
        properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 2);
        return Admin.create(properties);
    }

    private Map<String, Object> common() {
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        return properties;
    }
}
