package io.fourfold.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.kafka.CatchUp;
import io.fourfold.topology.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker, since only that writes markers of transactions; each test has a topic and a group of its own. */
class CatchUpIT {

    private static final Duration PAUSE = Duration.ofMillis(10);

    @TempDir
    static Path directory;

    private static KafkaBackend kafka;
    private static KafkaClients clients;

    private final AtomicInteger caughtUp = new AtomicInteger();
    private Producer<String, byte[]> producer;
    private TopicPartition partition;
    private CatchUp catchUp;

    @BeforeAll
    static void start() {
        kafka = KafkaBackend.start(directory);
        clients = new KafkaClients(kafka.bootstrapServers(), Map.of());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void createTopic(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        partition = new TopicPartition(name, 0);
        new KafkaRecords(kafka.bootstrapServers()).createTopic(name);
        producer = clients.producer(name);
        producer.initTransactions();
        catchUp = new CatchUp(name, () -> clients.consumer(name), PAUSE);
    }

    @AfterEach
    void closeProducer() {
        producer.close();
    }

    @Test
    void shouldWaitUntilTheLastRecordIsRead() throws Exception {
        long first = transaction(1, true);
        long last = transaction(1, true);
        transaction(1, false);

        try (CatchUp.Task task = catchUp.follow(partition, caughtUp::incrementAndGet)) {
            task.read(first);
            Awaitility.await().during(Duration.ofSeconds(1)).until(() -> caughtUp.get() == 0);
            task.read(last);
            awaitCaughtUp();
        }
    }

    @Test
    void shouldNotWaitForMarkersBehindWhatIsCommitted() throws Exception {
        long last = transaction(1, true);
        commit(last + 1);
        for (int i = 0; i < 40; i++) {
            transaction(1, false);
        }

        try (CatchUp.Task task = catchUp.follow(partition, caughtUp::incrementAndGet)) {
            awaitCaughtUp();
        }
    }

    @Test
    void shouldNotWaitForWhatComesLater() throws Exception {
        long last = transaction(2, true);
        try (CatchUp.Task task = catchUp.follow(partition, caughtUp::incrementAndGet)) {
            Awaitility.await().during(Duration.ofSeconds(1)).until(() -> caughtUp.get() == 0);
            transaction(1, true);
            task.read(last);
            awaitCaughtUp();
        }
    }

    @Test
    void shouldCountWhatWasCommittedWithoutBeingHandedOver() throws Exception {
        long last = transaction(1, true);
        try (CatchUp.Task task = catchUp.follow(partition, caughtUp::incrementAndGet)) {
            Awaitility.await().during(Duration.ofSeconds(1)).until(() -> caughtUp.get() == 0);
            commit(last + 1);
            awaitCaughtUp();
        }
    }

    @Test
    void shouldNotTellAClosedTask() throws Exception {
        long last = transaction(1, true);
        CatchUp.Task task = catchUp.follow(partition, caughtUp::incrementAndGet);
        task.close();
        task.read(last);

        Awaitility.await().during(Duration.ofSeconds(1)).until(() -> caughtUp.get() == 0);
    }

    private void awaitCaughtUp() {
        Awaitility.await().until(() -> caughtUp.get() > 0);
        assertThat(caughtUp).as("told once").hasValue(1);
    }

    /** Returns the offset of its last record. */
    private long transaction(int records, boolean commit) throws Exception {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            sent.add(producer.send(
                    new ProducerRecord<>(partition.topic(), "photo", "any".getBytes(StandardCharsets.UTF_8))));
        }
        producer.flush();
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
        return sent.get(records - 1).get().offset();
    }

    private void commit(long offset) throws Exception {
        try (var admin = clients.admin()) {
            admin.alterConsumerGroupOffsets(partition.topic(), Map.of(partition, new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }
}
