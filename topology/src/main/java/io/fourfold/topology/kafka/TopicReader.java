package io.fourfold.topology.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a whole topic from its beginning, without a consumer group. Not safe for concurrent callers.
 *
 * @param <K> type of the keys
 */
public final class TopicReader<K> implements AutoCloseable {

    private final Consumer<K, byte[]> consumer;
    private final List<TopicPartition> partitions;

    /**
     * @param consumer of committed records only; closed with this reader
     */
    public TopicReader(Consumer<K, byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The next records, possibly none. */
    public ConsumerRecords<K, byte[]> poll(Duration timeout) {
        return consumer.poll(timeout);
    }

    /** Whether everything that is committed now has been read. */
    public boolean atEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        return partitions.stream().allMatch(partition -> consumer.position(partition) >= ends.get(partition));
    }

    /** Makes a running or the next {@link #poll} end with a {@code WakeupException}; may be called from any thread. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
