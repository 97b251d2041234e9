package io.fourfold.infra.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Counts the records that arrive in some topics from now on. */
final class OutcomeCount implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Consumer<String, byte[]> consumer;
    private final Map<String, Integer> counts = new HashMap<>();

    /** Takes over the consumer, closes it. */
    OutcomeCount(Consumer<String, byte[]> consumer, List<String> topics) {
        this.consumer = consumer;
        topics.forEach(topic -> counts.put(topic, 0));
        consumer.assign(topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList());
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
    }

    /**
     * Waits until every topic has got this many records.
     *
     * @throws IllegalStateException if nothing arrives for {@code longestSilence}
     */
    void await(int each, Duration longestSilence) {
        long lastArrival = System.nanoTime();
        while (counts.values().stream().anyMatch(count -> count < each)) {
            for (ConsumerRecord<String, byte[]> arrived : consumer.poll(POLL)) {
                counts.merge(arrived.topic(), 1, Integer::sum);
                lastArrival = System.nanoTime();
            }
            if (System.nanoTime() - lastArrival > longestSilence.toNanos()) {
                throw new IllegalStateException("nothing arrived for " + longestSilence + "; so far " + counts);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
