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
        for (ConsumerRecord<String, byte[]> next : consumer.poll(Duration.ZERO)) {
            records.computeIfAbsent(next.key(), id -> new ArrayList<>()).add(next);
        }
        return List.copyOf(records.getOrDefault(key, List.of()));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
