package io.fourfold.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares what a reader of committed records finds in a topic with what a run without faults would have written: of each
 * photo its descriptions and deletes, no other, none twice, in their order. What the description of a photo is was written
 * before the faults, under the id of its reference.
 */
final class ChaosOutput implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final Function<byte[], ?> description;
    private final Map<String, List<Optional<Object>>> found = new TreeMap<>();

    /**
     * Takes over the consumer, closes it.
     *
     * @param description of a record's value, what has to be alike
     */
    ChaosOutput(Consumer<String, byte[]> consumer, String topic, Function<byte[], ?> description) {
        this.consumer = consumer;
        this.description = description;
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /**
     * Photos that are not as expected within some time.
     *
     * @param expected by id, for each record the id of the reference that it is alike, or none for a delete
     */
    List<String> differing(Map<String, List<Optional<String>>> expected, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        do {
            readToEnd(deadline);
        } while (!differing(expected).isEmpty() && System.nanoTime() < deadline);
        return differing(expected).stream()
                .map(id ->
                        id + ": " + named(found(id), expected) + " instead of " + expected.getOrDefault(id, List.of()))
                .toList();
    }

    /** Of those read so far, photos that were described after a delete although that should have been the last of them. */
    List<String> back(Map<String, List<Optional<String>>> expected) {
        return expected.entrySet().stream()
                .filter(photo -> isDeleted(photo.getValue()))
                .map(Map.Entry::getKey)
                .filter(id -> found(id).contains(Optional.empty()) && !isDeleted(found(id)))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void readToEnd(long deadline) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        do {
            for (ConsumerRecord<String, byte[]> next : consumer.poll(POLL)) {
                found.computeIfAbsent(next.key(), id -> new ArrayList<>())
                        .add(Optional.ofNullable(next.value()).map(description));
            }
        } while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
                && System.nanoTime() < deadline);
    }

    private Set<String> differing(Map<String, List<Optional<String>>> expected) {
        Set<String> ids = new TreeSet<>(expected.keySet());
        ids.addAll(found.keySet());
        ids.removeIf(id -> found(id).equals(wanted(expected.getOrDefault(id, List.of()))));
        return ids;
    }

    /** A reference that is not there is like nothing. */
    private List<Optional<Object>> wanted(List<Optional<String>> references) {
        return references.stream()
                .map(reference -> reference.map(id -> found(id).stream()
                        .findFirst()
                        .flatMap(Function.identity())
                        .orElse("missing reference " + id)))
                .toList();
    }

    private List<Optional<Object>> found(String id) {
        return found.getOrDefault(id, List.of());
    }

    /** The references in place of what is alike to them. */
    private List<?> named(List<Optional<Object>> records, Map<String, List<Optional<String>>> expected) {
        return records.stream()
                .map(record -> expected.keySet().stream()
                        .filter(id -> expected.get(id).equals(List.of(Optional.of(id))))
                        .filter(id -> record.isPresent() && found(id).equals(List.of(record)))
                        .findFirst()
                        .map(Optional::of)
                        .orElse(record.map(unknown -> "something else")))
                .toList();
    }

    private static boolean isDeleted(List<? extends Optional<?>> records) {
        return !records.isEmpty() && records.get(records.size() - 1).isEmpty();
    }
}
