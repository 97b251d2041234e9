package io.fourfold.bench;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Counts the records of some photos that arrive in some topics from now on. */
final class OutcomeCount implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Consumer<String, byte[]> consumer;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Predicate<String> counted;

    /**
     * Takes over the consumer, closes it.
     *
     * @param counted which photos count, by id
     */
    OutcomeCount(Consumer<String, byte[]> consumer, List<String> topics, Predicate<String> counted) {
        this.consumer = consumer;
        this.counted = counted;
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
     * @throws IllegalStateException if nothing arrives for {@code timeout}
     */
    void await(int each, Duration timeout) {
        long lastArrival = System.nanoTime();
        while (fewest() < each) {
            int before = arrived();
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (counted.test(record.key())) {
                    counts.merge(record.topic(), 1, Integer::sum);
                }
            }
            if (arrived() > before) {
                lastArrival = System.nanoTime();
            }
            if (System.nanoTime() - lastArrival > timeout.toNanos()) {
                throw new IllegalStateException("nothing arrived for " + timeout + "; so far " + counts);
            }
        }
    }

    /**
     * Waits likewise, and measures from the first arrivals to the last: what arrives first was made while the application
     * started.
     *
     * @return records of one topic a second
     */
    double perSecond(int each, Duration timeout) {
        await(1, timeout);
        int early = fewest();
        long start = System.nanoTime();
        await(each, timeout);
        return (each - early) / ((System.nanoTime() - start) / 1e9);
    }

    private int arrived() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int fewest() {
        return Collections.min(counts.values());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
