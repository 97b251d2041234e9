package io.fourfold.model.retrieval;

import io.fourfold.model.inversion.InvertedQuery;
import io.fourfold.model.inversion.TextSearch;
import io.fourfold.model.linear.Vectors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Ranks photos for a query as the product does: by cosine, then the first ones again by all that the network knows. */
final class PhotoRanking {

    private final TextSearch search;
    private final List<float[]> embeddings;
    private final float[][] directions;

    /** @param embeddings of all photos, not normalised */
    PhotoRanking(TextSearch search, List<float[]> embeddings) {
        this.search = search;
        this.embeddings = List.copyOf(embeddings);
        this.directions = embeddings.stream().map(Vectors::unit).toArray(float[][]::new);
    }

    /** Each photo's score by cosine, {@code [photos]}. */
    double[] byCosine(InvertedQuery query) {
        return Arrays.stream(directions)
                .mapToDouble(direction -> query.scale().score(Vectors.dot(direction, query.embedding())))
                .toArray();
    }

    /**
     * The same with the first {@link TextSearch#RESCORED_PHOTOS} photos scored again; the others come after them.
     *
     * @param byCosine as {@link #byCosine} returned it
     */
    double[] rescored(InvertedQuery query, double[] byCosine) {
        int[] first = Arrays.copyOf(order(byCosine), Math.min(TextSearch.RESCORED_PHOTOS, byCosine.length));
        double[] scores = search.rescore(
                query, Arrays.stream(first).mapToObj(embeddings::get).toList());
        double lowest = Arrays.stream(scores).min().orElse(0);
        double[] all = new double[byCosine.length];
        double last = first.length == 0 ? 0 : byCosine[first[first.length - 1]];
        for (int i = 0; i < all.length; i++) {
            all[i] = Math.min(byCosine[i], byCosine[i] - last + lowest) - Math.ulp(lowest);
        }
        for (int i = 0; i < first.length; i++) {
            all[first[i]] = scores[i];
        }
        return all;
    }

    /** Photos, best first. */
    static int[] order(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
