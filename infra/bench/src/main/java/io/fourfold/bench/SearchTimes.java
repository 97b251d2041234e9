package io.fourfold.bench;

import io.fourfold.schemas.SearchTimings;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Where the time of searches went that were asked one at a time.
 *
 * @param queued from the request to the start of its inversion
 * @param inversion of the text
 * @param index from the vector's departure to the last partition's answer
 * @param rerank ranking the best photos again
 * @param network inversion and ranking again, query by query
 * @param delivery what is left: the answer's commit, and reading it
 * @param added what events add to the network's own time, query by query
 * @param whole from sending the request to reading the answer
 * @param roundTrip of a commit, after each query
 */
public record SearchTimes(
        Latencies queued,
        Latencies inversion,
        Latencies index,
        Latencies rerank,
        Latencies network,
        Latencies delivery,
        Latencies added,
        Latencies whole,
        Latencies roundTrip) {

    /** One search. */
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

    static SearchTimes of(List<Search> searches) {
        return new SearchTimes(
                latencies(searches, search -> search.timings.getQueuedMs()),
                latencies(searches, search -> search.timings.getInversionMs()),
                latencies(searches, search -> search.timings.getIndexMs()),
                latencies(searches, search -> search.timings.getRerankMs()),
                latencies(searches, Search::networkMs),
                latencies(searches, Search::deliveryMs),
                latencies(searches, Search::addedMs),
                latencies(searches, Search::wholeMs),
                latencies(searches, Search::roundTripMs));
    }

    private static Latencies latencies(List<Search> searches, ToDoubleFunction<Search> time) {
        return Latencies.of(searches.stream().mapToDouble(time).toArray());
    }
}
