package io.fourfold.bench;

import io.fourfold.model.Network;
import io.fourfold.model.inversion.InversionOptions;
import io.fourfold.model.inversion.InvertedQuery;
import io.fourfold.model.inversion.Query;
import io.fourfold.model.inversion.TextSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Measures how long the network takes to understand a text: inversion, and scoring the first photos again; beside
 * captioning, the decoder's other use.
 */
public final class InversionBench {

    /** Ten words each. */
    private static final List<String> QUERIES = List.of(
            "a brown dog runs through the tall grass near water",
            "two young boys play soccer on a green grassy field",
            "a man in a red jacket climbs a snowy mountain",
            "a little girl in a pink dress jumps off steps",
            "three people sit on a bench in front of trees",
            "a boy on a skateboard does a trick in air",
            "a woman in a white shirt walks down the street",
            "a group of children are playing in a water fountain",
            "a black and white dog catches a ball in snow",
            "a man rides a bicycle down a steep dirt hill");

    private static final int WARM_UP = 30;
    /** Queries of a batch. */
    public static final int BATCH = 32;

    private final Network network;
    private final TextSearch search;
    private final List<float[]> candidates;

    /** @param photos of which the first {@link TextSearch#RESCORED_PHOTOS} are scored again for every query */
    public InversionBench(Network network, List<float[]> photos) {
        this.network = network;
        this.search = network.textSearch();
        this.candidates = photos.subList(0, TextSearch.RESCORED_PHOTOS);
    }

    /**
     * What queries took.
     *
     * @param inversion alone
     * @param whole inversion and rescoring
     * @param captions captioning as many photos as wanted in between, for comparison: about as long, so that a busy
     *     machine interrupts both as often
     */
    public record Times(Latencies inversion, Latencies whole, Latencies captions) {}

    /** Answers queries one after the other on one thread, after a warm-up, and captions so many photos after each. */
    public Times oneAtATime(int count, int photos) {
        double[] inversion = new double[count];
        double[] whole = new double[count];
        double[] captions = new double[count];
        for (int i = -WARM_UP; i < count; i++) {
            int at = Math.max(0, i);
            long start = System.nanoTime();
            InvertedQuery inverted =
                    invert(List.of(query(at)), InversionOptions.standard()).get(0);
            inversion[at] = (System.nanoTime() - start) / 1e6;
            search.rescore(inverted, candidates);
            whole[at] = (System.nanoTime() - start) / 1e6;
            long captioning = System.nanoTime();
            candidates.subList(0, photos).forEach(network::captions);
            captions[at] = (System.nanoTime() - captioning) / 1e6;
        }
        return new Times(Latencies.of(inversion), Latencies.of(whole), Latencies.of(captions));
    }

    /**
     * Answers batches of queries on several threads.
     *
     * @return queries a second, rescoring included
     */
    public double batched(int threads, int batches) throws Exception {
        List<Query> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            batch.add(query(i));
        }
        return batches
                * BATCH
                / seconds(threads, batches, () -> {
                    for (InvertedQuery inverted : invert(batch, InversionOptions.standard())) {
                        search.rescore(inverted, candidates);
                    }
                    return null;
                });
    }

    /** Captions photos on several threads; returns photos a second. */
    public double captioned(int threads, int photos) throws Exception {
        return photos
                / seconds(threads, photos, () -> {
                    network.captions(candidates.get(0));
                    return null;
                });
    }

    private static double seconds(int threads, int times, Callable<Void> work) throws Exception {
        long start = System.nanoTime();
        Threads.run(threads, times, work);
        return (System.nanoTime() - start) / 1e9;
    }

    /** Mean number of times that the decoder runs over a query to invert it, forwards or backwards. */
    public double decoderPasses(InversionOptions options) {
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < QUERIES.size(); i++) {
            queries.add(query(i));
        }
        return options.restarts()
                * invert(queries, options).stream()
                        .mapToInt(InvertedQuery::decoderPasses)
                        .average()
                        .orElseThrow();
    }

    private List<InvertedQuery> invert(List<Query> queries, InversionOptions options) {
        return search.invert(queries, options);
    }

    private Query query(int i) {
        return search.understand(QUERIES.get(i % QUERIES.size()));
    }
}
