package io.fourfold.topology.kafka;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/** Timers with a histogram: unlike percentiles, its buckets add up over instances. */
public final class LatencyTimer {

    private static final Duration[] BUCKETS =
            millis(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

    private static final Duration[] DELAYS =
            millis(250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 1_800_000, 21_600_000, 86_400_000);

    private LatencyTimer() {}

    /** A timer of work, 1 ms to 30 s. */
    public static Timer.Builder named(String name, String description) {
        return Timer.builder(name).description(description).serviceLevelObjectives(BUCKETS);
    }

    /** A timer of what waits in topics, 250 ms to a day. */
    public static Timer.Builder ofDelay(String name, String description) {
        return Timer.builder(name).description(description).serviceLevelObjectives(DELAYS);
    }

    private static Duration[] millis(long... buckets) {
        return LongStream.of(buckets).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
