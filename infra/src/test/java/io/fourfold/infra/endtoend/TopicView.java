package io.fourfold.infra.endtoend;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.awaitility.Awaitility;

/** The newest record of each key of a topic, read by a plain consumer from the topic's beginning. */
final class TopicView<T> implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** Empty for a tombstone. */
    record Entry<T>(Optional<T> value, Map<String, String> headers) {}

    private final Consumer<String, byte[]> consumer;
    private final Deserializer<T> deserializer;
    private final Map<String, Entry<T>> newest = new HashMap<>();
    private int records;

    TopicView(Consumer<String, byte[]> consumer, String topic, Deserializer<T> deserializer) {
        this.consumer = consumer;
        this.deserializer = deserializer;
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Waits until every key has a value. */
    Map<String, T> awaitValues(Collection<String> keys) {
        keys.forEach(key -> await(key, entry -> entry.value().isPresent()));
        Map<String, T> values = new HashMap<>();
        keys.forEach(key -> values.put(key, newest.get(key).value().orElseThrow()));
        return values;
    }

    /** Waits until the newest record of the key is as wanted. */
    Entry<T> await(String key, Predicate<Entry<T>> wanted) {
        Awaitility.await("record of " + key).atMost(TIMEOUT).until(() -> {
            poll();
            return newest.containsKey(key) && wanted.test(newest.get(key));
        });
        return newest.get(key);
    }

    /** How many records have been read, not only the newest of each key. */
    int records() {
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void poll() {
        for (ConsumerRecord<String, byte[]> entry : consumer.poll(Duration.ofMillis(100))) {
            records++;
            Map<String, String> headers = new HashMap<>();
            entry.headers().forEach(header -> headers.put(header.key(), text(header.value())));
            newest.put(
                    entry.key(),
                    new Entry<>(
                            Optional.ofNullable(entry.value())
                                    .map(bytes -> deserializer.deserialize(entry.topic(), entry.headers(), bytes)),
                            headers));
        }
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
