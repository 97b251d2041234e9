package io.fourfold.topology.deadletter;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads partitions with a consumer of committed records. */
final class CommittedRecords {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Brokers that send nothing for so long, although there is something, will not soon. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private CommittedRecords() {}

    /** Reads from where the consumer stands up to what is committed now. */
    static void read(
            Consumer<byte[], byte[]> consumer,
            Collection<TopicPartition> partitions,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long lastProgress = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            long before = partitions.stream().mapToLong(consumer::position).sum();
            consumer.poll(POLL).forEach(reader);
            if (partitions.stream().mapToLong(consumer::position).sum() != before) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
                throw new TimeoutException("Nothing came from " + partitions + " in " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    /** One record; empty if it is no more. */
    static Optional<ConsumerRecord<byte[], byte[]>> at(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL).records(partition)) {
                return Optional.of(entry).filter(found -> found.offset() == offset);
            }
            if (consumer.endOffsets(List.of(partition)).get(partition) <= offset) {
                return Optional.empty();
            }
        }
        throw new TimeoutException("No record came from " + partition + " in " + PATIENCE.toSeconds() + " s");
    }
}
