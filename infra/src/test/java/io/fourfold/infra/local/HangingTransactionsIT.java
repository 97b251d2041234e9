package io.fourfold.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HangingTransactionsIT {

    private static final String TOPIC = "photos";
    private static final long PRODUCER = 4711;
    private static final short VERSION = 11;

    @TempDir
    private Path directory;

    @Test
    void shouldLetReadersPassATransactionThatNobodyEnds() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, "localhost", 0)) {
            new KafkaRecords(broker.bootstrapServers()).createTopic(TOPIC);
            beginWithoutCoordinator(broker.bootstrapServers());
            String id = "ends-its-own";
            try (KafkaProducer<String, String> producer = producer(broker.bootstrapServers(), id)) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(TOPIC, "later")).get();
                Duration longerThanHanging = Duration.ofSeconds(12);
                await().pollDelay(longerThanHanging)
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> true);
                producer.commitTransaction();
            }

            assertThat(readCommitted(broker.bootstrapServers())).containsExactly("later");
        }
    }

    private static KafkaProducer<String, String> producer(String bootstrapServers, String transactionalId) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", transactionalId),
                new StringSerializer(),
                new StringSerializer());
    }

    /** Writes as a producer whose transaction was ended without a marker in this partition. */
    private static void beginWithoutCoordinator(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            ConfigEntry unverified = new ConfigEntry("transaction.partition.verification.enable", "false");
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.BROKER, ""),
                            List.of(new AlterConfigOp(unverified, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            await().atMost(Duration.ofMinutes(1)).until(() -> produce(bootstrapServers) == 0);
        }
    }

    /** @return the error of the partition */
    private static short produce(String bootstrapServers) throws IOException {
        MemoryRecords records = MemoryRecords.withTransactionalRecords(
                Compression.NONE, PRODUCER, (short) 3, 0, new SimpleRecord("never committed".getBytes()));
        ProduceRequestData.TopicProduceDataCollection topics = new ProduceRequestData.TopicProduceDataCollection();
        topics.add(new ProduceRequestData.TopicProduceData()
                .setName(TOPIC)
                .setTopicId(Uuid.ZERO_UUID)
                .setPartitionData(List.of(new ProduceRequestData.PartitionProduceData()
                        .setIndex(0)
                        .setRecords(records))));
        ByteBuffer request = new ProduceRequest(
                        new ProduceRequestData()
                                .setTransactionalId("ended")
                                .setAcks((short) -1)
                                .setTimeoutMs(10_000)
                                .setTopicData(topics),
                        VERSION)
                .serializeWithHeader(new RequestHeader(ApiKeys.PRODUCE, VERSION, "test", 1));
        int colon = bootstrapServers.lastIndexOf(':');
        try (Socket socket = new Socket(
                bootstrapServers.substring(0, colon), Integer.parseInt(bootstrapServers.substring(colon + 1)))) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(request.remaining());
            out.write(request.array(), request.arrayOffset() + request.position(), request.remaining());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] response = new byte[in.readInt()];
            in.readFully(response);
            // Correlation and tags; one topic, its name; one partition, its index; the error.
            return ByteBuffer.wrap(response).getShort(4 + 1 + 1 + 1 + TOPIC.length() + 1 + 4);
        }
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
                return !read.isEmpty();
            });
            return read;
        }
    }
}
