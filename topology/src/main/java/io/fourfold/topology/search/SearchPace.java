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

    /** The machine may be far busier later than at the start. */
    private static final int RESERVE = 3;

    /** Inverts the same few queries twice, since the first time takes longer, and scales them up to a batch. */
    public static SearchPace measure(BatchInversion inversion, SearchLimits limits) {
        List<String> queries = Collections.nCopies(SAMPLE, TEXT);
        inversion.invert(queries, SearchMethod.INVERSION);
        long start = System.nanoTime();
        inversion.invert(queries, SearchMethod.INVERSION);
        return new SearchPace(Duration.ofNanos((System.nanoTime() - start) * limits.batch() / SAMPLE));
    }

    /** Time for a batch on a machine that is far busier than at the start. */
    public Duration busy() {
        return batch.multipliedBy(RESERVE);
    }
}
