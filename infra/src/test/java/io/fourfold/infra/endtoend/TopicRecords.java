package io.fourfold.infra.endtoend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Every record of a topic, by its key, read by a plain consumer from the topic's beginning. */
final class TopicRecords implements AutoCloseable {

    private final Consumer<String, byte[]> consumer;
    private final Map<String, List<ConsumerRecord<String, byte[]>>> records = new HashMap<>();

    TopicRecords(Consumer<String, byte[]> consumer, String topic) {
        this.consumer = consumer;
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /** The records of a key so far, in their order. */
    List<ConsumerRecord<String, byte[]>> of(String key) {
        poll(Duration.ZERO);
        return List.copyOf(records.getOrDefault(key, List.of()));
    }

    /** Reads all that is committed by now. */
    void readToEnd() {
        consumer.endOffsets(consumer.assignment()).forEach((partition, end) -> {
            while (consumer.position(partition) < end) {
                poll(Duration.ofMillis(100));
            }
        });
    }

    private void poll(Duration timeout) {
        for (ConsumerRecord<String, byte[]> next : consumer.poll(timeout)) {
            records.computeIfAbsent(next.key(), id -> new ArrayList<>()).add(next);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
