package io.fourfold.topology.shard;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Circuit breaker of each instance (M. Nygard, Release It!, 2007). It opens when two queries in a row timed out, since a hung
 * instance would cost every query its timeout; after a pause one query is let through to try again. Queries that waited at
 * the same time count as one: it may be this instance that stood still.
 */
final class CircuitBreaker {

    private final Duration pause;
    private final LongSupplier nanoTime;
    private final Map<HostInfo, Circuit> circuits = new ConcurrentHashMap<>();

    /**
     * @param since nano time of the first timeout
     * @param open whether a query that was sent after it timed out, too
     * @param until nano time until which an open circuit is not asked
     */
    private record Circuit(long since, boolean open, long until) {}

    /**
     * @param pause for which an instance is not asked
     * @param nanoTime clock
     */
    CircuitBreaker(Duration pause, LongSupplier nanoTime) {
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    /** Whether an instance is not to be asked. After each pause one caller is told that it may be. */
    boolean isOpen(HostInfo instance) {
        Circuit circuit = circuits.get(instance);
        if (circuit == null || !circuit.open) {
            return false;
        }
        long now = nanoTime.getAsLong();
        return now - circuit.until < 0 || !circuits.replace(instance, circuit, opened(circuit, now));
    }

    /** @param sent nano time at which the query was sent that has not been answered in time */
    void timedOut(HostInfo instance, long sent) {
        long now = nanoTime.getAsLong();
        circuits.merge(
                instance,
                new Circuit(now, false, now),
                (before, first) -> sent - before.since < 0 ? before : opened(before, now));
    }

    void answered(HostInfo instance) {
        circuits.remove(instance);
    }

    private Circuit opened(Circuit circuit, long now) {
        return new Circuit(circuit.since, true, now + pause.toNanos());
    }
}
