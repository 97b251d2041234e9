package io.fourfold.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares what a reader of committed records finds in a result topic with what a run without faults would have written:
 * each photo described once for each of its uploads, always alike since they are all of one photo, and deleted where it was.
 */
final class ChaosOutput implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final Map<String, List<byte[]>> found = new HashMap<>();

    /** Takes over the consumer, closes it. */
    ChaosOutput(Consumer<String, byte[]> consumer, String topic) {
        this.consumer = consumer;
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /**
     * Photos that are not as expected within some time.
     *
     * @param expected by id, whether each record is a description (true) or a delete
     */
    List<String> differing(List<String> ids, Function<String, List<Boolean>> expected, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<String> differing = ids;
        while (!differing.isEmpty() && System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> next : consumer.poll(POLL)) {
                found.computeIfAbsent(next.key(), id -> new ArrayList<>()).add(next.value());
            }
            Optional<byte[]> description =
                    found.getOrDefault(ids.get(0), List.of()).stream().findFirst();
            differing = ids.stream()
                    .filter(id -> description.isEmpty() || !isAs(expected.apply(id), id, description.get()))
                    .toList();
        }
        return differing.stream()
                .map(id -> id + ": " + events(id) + " instead of " + expected.apply(id))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private boolean isAs(List<Boolean> expected, String id, byte[] description) {
        return events(id).equals(expected)
                && found.get(id).stream().allMatch(value -> value == null || Arrays.equals(value, description));
    }

    private List<Boolean> events(String id) {
        return found.getOrDefault(id, List.of()).stream()
                .map(value -> value != null)
                .toList();
    }
}
