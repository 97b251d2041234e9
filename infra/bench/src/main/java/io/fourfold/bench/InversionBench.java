package io.fourfold.bench;

import io.fourfold.model.inversion.InversionOptions;
import io.fourfold.model.inversion.InvertedQuery;
import io.fourfold.model.inversion.Query;
import io.fourfold.model.inversion.TextSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures how long the network takes to understand a text: inversion, and scoring the first photos again. */
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
    private static final int BATCH = 32;

    private final TextSearch search;
    private final List<float[]> candidates;

    /** @param photos of which the first {@link TextSearch#RESCORED_PHOTOS} are scored again for every query */
    public InversionBench(TextSearch search, List<float[]> photos) {
        this.search = search;
        this.candidates = photos.subList(0, TextSearch.RESCORED_PHOTOS);
    }

    /**
     * What queries took.
     *
     * @param inversion alone
     * @param whole inversion and rescoring
     */
    public record Times(Latencies inversion, Latencies whole) {}

    /** Answers queries one after the other on one thread, after a warm-up. */
    public Times oneAtATime(int count) {
        for (int i = 0; i < WARM_UP; i++) {
            search.rescore(
                    invert(List.of(query(i)), InversionOptions.standard()).get(0), candidates);
        }
        double[] inversion = new double[count];
        double[] whole = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            InvertedQuery inverted =
                    invert(List.of(query(i)), InversionOptions.standard()).get(0);
            inversion[i] = (System.nanoTime() - start) / 1e6;
            search.rescore(inverted, candidates);
            whole[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(inversion);
        Arrays.sort(whole);
        return new Times(new Latencies(inversion), new Latencies(whole));
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
        Callable<Void> work = () -> {
            for (InvertedQuery inverted : invert(batch, InversionOptions.standard())) {
                search.rescore(inverted, candidates);
            }
            return null;
        };
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            long start = System.nanoTime();
            for (Future<Void> done : executor.invokeAll(Collections.nCopies(batches, work))) {
                done.get();
            }
            return batches * BATCH / ((System.nanoTime() - start) / 1e9);
        } finally {
            executor.shutdownNow();
        }
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
