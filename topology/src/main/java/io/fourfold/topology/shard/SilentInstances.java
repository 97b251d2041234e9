package io.fourfold.topology.shard;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Instances that left two questions in a row unanswered until the time was up. They are not asked for a while, since a
 * hung instance would cost every question that time; then one question tries them again (circuit breaker, M. Nygard,
 * Release It!, 2007). Questions that waited at the same time count as one: it may be this instance that stood still.
 */
final class SilentInstances {

    private final Duration pause;
    private final LongSupplier nanoTime;
    private final Map<HostInfo, Silence> silences = new ConcurrentHashMap<>();

    /**
     * @param since nano time of the first time-out
     * @param confirmed by a question that was sent after it
     * @param until nano time until which a confirmed one is not asked
     */
    private record Silence(long since, boolean confirmed, long until) {}

    /**
     * @param pause for which an instance is not asked
     * @param nanoTime clock
     */
    SilentInstances(Duration pause, LongSupplier nanoTime) {
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    /** Whether an instance is not to be asked. After each pause one caller is told that it may be. */
    boolean contains(HostInfo instance) {
        Silence silence = silences.get(instance);
        if (silence == null || !silence.confirmed) {
            return false;
        }
        long now = nanoTime.getAsLong();
        return now - silence.until < 0 || !silences.replace(instance, silence, confirmed(silence, now));
    }

    /** @param sent nano time at which the question was sent that has not been answered in time */
    void timedOut(HostInfo instance, long sent) {
        long now = nanoTime.getAsLong();
        silences.merge(
                instance,
                new Silence(now, false, now),
                (before, first) -> sent - before.since < 0 ? before : confirmed(before, now));
    }

    void answered(HostInfo instance) {
        silences.remove(instance);
    }

    private Silence confirmed(Silence silence, long now) {
        return new Silence(silence.since, true, now + pause.toNanos());
    }
}
