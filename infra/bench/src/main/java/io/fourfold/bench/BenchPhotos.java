package io.fourfold.bench;

import io.fourfold.infra.client.PhotoFile;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.model.inversion.EmbeddingPrior;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * Embeddings for a bench of the index.
 *
 * @param indexed those to extend and index
 * @param queries those to ask with, of other photos
 */
public record BenchPhotos(List<float[]> indexed, List<float[]> queries) {

    private static final long SEED = 1;
    private static final int K = 10;
    private static final int MINIMUM = 50;
    private static final int ONE_QUERY_IN = 5;
    private static final int DRAWN_PHOTOS = 7_000;

    /**
     * Embeds photos; a fifth of them, or {@code mostQueries}, become queries.
     *
     * @param progress told how many are done
     * @throws IllegalArgumentException if there are too few photos
     */
    public static BenchPhotos embedded(List<PhotoFile> photos, int mostQueries, Network network, IntConsumer progress) {
        if (photos.size() < MINIMUM) {
            throw new IllegalArgumentException(
                    "%d photos are too few to extend: name a folder of at least %d".formatted(photos.size(), MINIMUM));
        }
        List<float[]> embeddings = new ArrayList<>();
        for (PhotoFile photo : photos) {
            embeddings.add(network.embed(photo.read()));
            progress.accept(embeddings.size());
        }
        return split(embeddings, mostQueries);
    }

    /**
     * Draws as many embeddings as 7,000 photos would have.
     *
     * @throws IllegalArgumentException if the bundle does not say how its embeddings are spread
     */
    public static BenchPhotos drawn(ModelBundle bundle, int mostQueries) {
        EmbeddingPrior prior = bundle.prior()
                .orElseThrow(() -> new IllegalArgumentException("the bundle " + bundle.version()
                        + " does not say how its embeddings are spread: train it again with this version"));
        return drawn(prior, DRAWN_PHOTOS, mostQueries);
    }

    /** Draws embeddings from where the network's embeddings lie. */
    static BenchPhotos drawn(EmbeddingPrior prior, int photos, int mostQueries) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<float[]> drawn = new ArrayList<>();
        for (int i = 0; i < photos; i++) {
            drawn.add(prior.sample(random));
        }
        return split(drawn, mostQueries);
    }

    /** Times of an exact scan of these photos, extended to so many, for each of the queries. */
    public Latencies exactScan(int count) throws Exception {
        ExactScan scan = new ExactScan(extended(), count);
        scan.search(queries.get(0), K);
        Latencies.Stopwatch stopwatch = new Latencies.Stopwatch(queries.size());
        for (float[] query : queries) {
            stopwatch.time(() -> scan.search(query, K));
        }
        return stopwatch.stop();
    }

    PhotoVectors extended() {
        return new PhotoVectors(indexed, SEED);
    }

    private static BenchPhotos split(List<float[]> embeddings, int mostQueries) {
        List<float[]> shuffled = new ArrayList<>(embeddings);
        Collections.shuffle(shuffled, new Random(SEED));
        int queries = Math.min(mostQueries, shuffled.size() / ONE_QUERY_IN);
        return new BenchPhotos(shuffled.subList(queries, shuffled.size()), shuffled.subList(0, queries));
    }
}
