package io.fourfold.bench;

import io.fourfold.schemas.SearchTimings;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Where the time of searches went that were asked one at a time. */
public record SearchTimes(List<Search> searches) {

    /**
     * One search.
     *
     * @param wholeMs from sending the request to reading the answer
     * @param timings as the answer tells them
     * @param roundTripMs of a commit, right afterwards
     */
    public record Search(double wholeMs, SearchTimings timings, double roundTripMs) {

        /** Inversion and ranking again. */
        public double networkMs() {
            return timings.getInversionMs() + timings.getRerankMs();
        }

        /** What events add to the network's own time. */
        public double addedMs() {
            return wholeMs - networkMs();
        }

        /** What is left of that: the answer's commit, and reading it. */
        public double deliveryMs() {
            return addedMs() - timings.getQueuedMs() - timings.getIndexMs();
        }
    }

    /** One of the times of each search. */
    public Latencies of(ToDoubleFunction<Search> time) {
        return Latencies.of(searches.stream().mapToDouble(time).toArray());
    }
}
