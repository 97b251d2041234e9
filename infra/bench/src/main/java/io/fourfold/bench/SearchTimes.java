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
    record Search(double wholeMs, SearchTimings timings, double roundTripMs) {

        private double networkMs() {
            return timings.getInversionMs() + timings.getRerankMs();
        }

        private double addedMs() {
            return wholeMs - networkMs();
        }

        private double deliveryMs() {
            return addedMs() - timings.getQueuedMs() - timings.getIndexMs();
        }
    }

    /** From the request to the start of its inversion. */
    public Latencies queued() {
        return latencies(search -> search.timings.getQueuedMs());
    }

    /** Inversion of the text. */
    public Latencies inversion() {
        return latencies(search -> search.timings.getInversionMs());
    }

    /** From the vector's departure to the last partition's answer. */
    public Latencies index() {
        return latencies(search -> search.timings.getIndexMs());
    }

    /** Ranking the best photos again. */
    public Latencies rerank() {
        return latencies(search -> search.timings.getRerankMs());
    }

    /** Inversion and ranking again, query by query. */
    public Latencies network() {
        return latencies(Search::networkMs);
    }

    /** What events add to the network's own time, query by query. */
    public Latencies added() {
        return latencies(Search::addedMs);
    }

    /** What is left of that: the answer's commit, and reading it. */
    public Latencies delivery() {
        return latencies(Search::deliveryMs);
    }

    /** From sending the request to reading the answer. */
    public Latencies whole() {
        return latencies(Search::wholeMs);
    }

    /** Of a commit, after each query. */
    public Latencies roundTrip() {
        return latencies(Search::roundTripMs);
    }

    private Latencies latencies(ToDoubleFunction<Search> time) {
        return Latencies.of(searches.stream().mapToDouble(time).toArray());
    }
}
