package io.fourfold.topology.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Takes records of any timestamp, where Kafka Streams' own extractor stops the thread. What cannot be passed on counts as
 * written now: a missing or negative timestamp, which Kafka's producer refuses, and one that is ahead of the clock, which
 * brokers refuse from an hour on ({@code message.timestamp.after.max.ms}, KIP-1030) and by which topics would not expire.
 */
public final class UsableTimestampExtractor implements TimestampExtractor, Configurable {

    /** More than clocks differ by. */
    static final Duration AHEAD_AT_MOST = Duration.ofMinutes(10);

    private final LongSupplier clock;
    private FourfoldMetrics metrics;

    /** Made by Kafka Streams. */
    public UsableTimestampExtractor() {
        this(System::currentTimeMillis);
    }

    /**
     * @param clock in ms since the epoch
     */
    UsableTimestampExtractor(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> entry, long partitionTime) {
        long now = clock.getAsLong();
        long usable = usable(entry.timestamp(), now);
        if (usable != entry.timestamp()) {
            metrics.timestampRepaired(problem(entry.timestamp()));
        }
        return usable;
    }

    /**
     * A timestamp that can be written to any topic.
     *
     * @param timestamp as it came
     * @param now in ms since the epoch
     */
    public static long usable(long timestamp, long now) {
        return timestamp < 0 || timestamp > now + AHEAD_AT_MOST.toMillis() ? now : timestamp;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        metrics = (FourfoldMetrics) configs.get(FourfoldMetrics.CONFIG_KEY);
    }

    private static String problem(long timestamp) {
        if (timestamp == ConsumerRecord.NO_TIMESTAMP) {
            return "missing";
        }
        return timestamp < 0 ? "negative" : "future";
    }
}
