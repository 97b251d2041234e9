package io.fourfold.topology.search;

import io.fourfold.topology.text.BatchInversion;
import io.fourfold.topology.text.SearchMethod;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * How long inversion takes on this machine; also warms it up.
 *
 * @param batch time for a whole batch; not more than this, since larger batches take less time a query
 */
public record SearchPace(Duration batch) {

    private static final String TEXT = "a man in a red shirt stands on the street";
    private static final int SAMPLE = 4;
    private static final Duration SHORTEST_POLL_INTERVAL = Duration.ofMinutes(1);

    /** The machine may be far busier later than at the start. */
    private static final int RESERVE = 20;

    /** Measures a few queries and scales them up to a batch. */
    public static SearchPace measure(BatchInversion inversion, SearchLimits limits) {
        long start = System.nanoTime();
        inversion.invert(List.<String>copyOf(Collections.nCopies(SAMPLE, TEXT)), SearchMethod.INVERSION);
        return new SearchPace(Duration.ofNanos((System.nanoTime() - start) * limits.batch() / SAMPLE));
    }

    /**
     * How long a thread may take from poll to poll: each of its tasks inverts a batch at most.
     *
     * @param tasks most tasks of a thread
     */
    public Duration pollInterval(int tasks) {
        Duration interval = batch.multipliedBy((long) tasks * RESERVE);
        return interval.compareTo(SHORTEST_POLL_INTERVAL) > 0 ? interval : SHORTEST_POLL_INTERVAL;
    }
}
