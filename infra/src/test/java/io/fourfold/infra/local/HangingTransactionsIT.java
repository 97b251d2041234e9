package io.fourfold.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.coordinator.transaction.TransactionLog;
import org.apache.kafka.coordinator.transaction.TransactionMetadata;
import org.apache.kafka.coordinator.transaction.TransactionState;
import org.apache.kafka.server.common.TransactionVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HangingTransactionsIT {

    private static final String TOPIC = "photos";
    private static final long COMMITTED = 4711;
    private static final long FORGOTTEN = 4712;
    private static final short EPOCH = 3;
    private static final short VERSION = 11;

    /** Only this client may write to internal topics. */
    private static final String ADMIN_CLIENT_ID = "__admin_client";

    @TempDir
    private Path directory;

    @Test
    void shouldEndATransactionWithoutAMarkerAsItWasDecided() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, "localhost", 0)) {
            new KafkaRecords(broker.bootstrapServers()).createTopic(TOPIC);
            beginWithoutCoordinator(broker.bootstrapServers(), COMMITTED);
            beginWithoutCoordinator(broker.bootstrapServers(), FORGOTTEN);
            String id = "ends-its-own";
            try (KafkaProducer<String, String> producer = producer(broker.bootstrapServers(), id)) {
                producer.initTransactions();
                decideToCommit(broker.bootstrapServers(), COMMITTED);
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(TOPIC, "later")).get();
                Duration longerThanHanging = Duration.ofSeconds(12);
                await().pollDelay(longerThanHanging)
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> true);
                producer.commitTransaction();
            }

            assertThat(readCommitted(broker.bootstrapServers())).containsExactly("by " + COMMITTED, "later");
        }
    }

    private static KafkaProducer<String, String> producer(String bootstrapServers, String transactionalId) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", transactionalId),
                new StringSerializer(),
                new StringSerializer());
    }

    /** Writes as a producer whose transaction was ended without a marker in this partition. */
    private static void beginWithoutCoordinator(String bootstrapServers, long producerId) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            ConfigEntry unverified = new ConfigEntry("transaction.partition.verification.enable", "false");
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.BROKER, ""),
                            List.of(new AlterConfigOp(unverified, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            await().atMost(Duration.ofMinutes(1)).until(() -> produce(bootstrapServers, producerId) == 0);
        }
    }

    /** @return the error of the partition */
    private static short produce(String bootstrapServers, long producerId) throws IOException {
        return produce(
                bootstrapServers,
                new TopicPartition(TOPIC, 0),
                MemoryRecords.withTransactionalRecords(
                        Compression.NONE,
                        producerId,
                        EPOCH,
                        0,
                        new SimpleRecord(("by " + producerId).getBytes(StandardCharsets.UTF_8))));
    }

    /** Writes into the log of the transactions' coordinator, as it does, that a transaction is to be committed. */
    private static void decideToCommit(String bootstrapServers, long producerId) throws IOException {
        TransactionMetadata decided = new TransactionMetadata(
                "ended",
                producerId,
                producerId,
                producerId,
                (short) (EPOCH + 1),
                EPOCH,
                60_000,
                TransactionState.PREPARE_COMMIT,
                Set.of(new TopicPartition(TOPIC, 0)),
                0,
                0,
                TransactionVersion.TV_2);
        SimpleRecord entry = new SimpleRecord(
                TransactionLog.keyToBytes("ended"),
                TransactionLog.valueToBytes(decided.prepareNoTransit(), TransactionVersion.TV_2));
        assertThat(produce(
                        bootstrapServers,
                        new TopicPartition(Topic.TRANSACTION_STATE_TOPIC_NAME, 0),
                        MemoryRecords.withRecords(Compression.NONE, entry)))
                .isZero();
    }

    private static short produce(String bootstrapServers, TopicPartition partition, MemoryRecords records)
            throws IOException {
        ProduceRequestData.TopicProduceDataCollection topics = new ProduceRequestData.TopicProduceDataCollection();
        topics.add(new ProduceRequestData.TopicProduceData()
                .setName(partition.topic())
                .setTopicId(Uuid.ZERO_UUID)
                .setPartitionData(List.of(new ProduceRequestData.PartitionProduceData()
                        .setIndex(partition.partition())
                        .setRecords(records))));
        ProduceRequest request = new ProduceRequest(
                new ProduceRequestData()
                        .setTransactionalId("ended")
                        .setAcks((short) -1)
                        .setTimeoutMs(10_000)
                        .setTopicData(topics),
                VERSION);
        ByteBuffer response = new BrokerRequest(ADMIN_CLIENT_ID, request).send(bootstrapServers);
        return ProduceResponse.parse(new ByteBufferAccessor(response), VERSION)
                .data()
                .responses()
                .find(partition.topic(), Uuid.ZERO_UUID)
                .partitionResponses()
                .get(0)
                .errorCode();
    }

    private static List<String> readCommitted(String bootstrapServers) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(TOPIC, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<String> read = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(record.value()));
                return read.contains("later");
            });
            return read;
        }
    }
}
