package io.fourfold.topology.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TombstoneReaderTest {

    private static final TopicPartition PARTITION = new TopicPartition("uploads", 1);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int END = 100;

    private final BlockingQueue<MockConsumer<String, byte[]>> consumers = new LinkedBlockingQueue<>();
    private final TombstoneReader reader = new TombstoneReader(PARTITION.topic(), this::consumer, PAUSE);

    @Test
    void shouldFindTombstonesAheadOfATaskThatLags() {
        try (UpcomingTombstones upcoming = reader.apply(PARTITION.partition())) {
            assertThat(upcoming.take(50)).isEmpty();

            assertThat(found(upcoming, 50, 5))
                    .extracting(ConsumerRecord::offset)
                    .containsExactly(60L, 70L, 80L, 90L, 99L);
        }
    }

    @Test
    void shouldReadOnWhereItWasAfterAFailure() {
        try (UpcomingTombstones upcoming = reader.apply(PARTITION.partition())) {
            upcoming.take(0);
            assertThat(found(upcoming, 0, 10)).hasSize(10);

            consumers.remove().setPollException(new KafkaException("the broker is away"));
            Awaitility.await()
                    .until(() -> !consumers.isEmpty()
                            && consumers.peek().assignment().contains(PARTITION));

            assertThat(upcoming.take(1)).as("found twice").isEmpty();
        }
    }

    @Test
    void shouldReadNothingForATaskThatDoesNotLag() {
        try (UpcomingTombstones upcoming = reader.apply(PARTITION.partition())) {
            upcoming.take(END - 10);

            Awaitility.await().until(() -> !consumers.isEmpty());
            Awaitility.await()
                    .during(PAUSE.multipliedBy(10))
                    .until(() -> consumers.peek().assignment().isEmpty());
        }
        Awaitility.await().until(() -> consumers.peek().closed());
    }

    private static List<ConsumerRecord<String, byte[]>> found(UpcomingTombstones upcoming, long offset, int count) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        Awaitility.await().until(() -> {
            found.addAll(upcoming.take(offset));
            return found.size() >= count;
        });
        return found;
    }

    /** Of a partition of a hundred records, of which every tenth and the last one are tombstones. */
    private MockConsumer<String, byte[]> consumer() {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name()) {
            @Override
            public synchronized void seek(TopicPartition partition, long offset) {
                super.seek(partition, offset);
                for (long next = offset; next < END; next++) {
                    byte[] value = next % 10 == 0 || next == END - 1 ? null : new byte[1];
                    addRecord(new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), next, "id", value));
                }
            }
        };
        consumer.updateEndOffsets(Map.of(PARTITION, (long) END));
        consumers.add(consumer);
        return consumer;
    }
}
