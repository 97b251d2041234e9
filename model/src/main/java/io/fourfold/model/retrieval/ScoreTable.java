package io.fourfold.model.retrieval;

import io.fourfold.model.metrics.RetrievalScores;
import java.util.Arrays;

/** Scores of all photos for all queries, and what they cost. */
final class ScoreTable {

    private final CaptionQueries queries;
    private final double[][] scores;
    private double passes;
    private long millis;

    ScoreTable(CaptionQueries queries) {
        this.queries = queries;
        this.scores = new double[queries.size()][];
    }

    /** @param decoderPasses that the query took */
    void set(int query, double[] photoScores, double decoderPasses) {
        scores[query] = photoScores;
        passes += decoderPasses;
    }

    void addMillis(long more) {
        millis += more;
    }

    double[] scores(int query) {
        return scores[query];
    }

    double millis() {
        return millis;
    }

    /** Rank of each query's photo among all photos. */
    int[] photoRanks() {
        int[] ranks = new int[scores.length];
        Arrays.setAll(ranks, query -> RetrievalScores.rank(scores[query], queries.photo(query)));
        return ranks;
    }

    /** Rank of each photo's best own caption among all captions; a photo without a query comes last. */
    int[] captionRanks(int photos) {
        double[] best = new double[photos];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        for (int query = 0; query < scores.length; query++) {
            int photo = queries.photo(query);
            best[photo] = Math.max(best[photo], scores[query][photo]);
        }
        int[] ranks = new int[photos];
        Arrays.fill(ranks, 1);
        for (double[] row : scores) {
            for (int photo = 0; photo < photos; photo++) {
                if (row[photo] > best[photo]) {
                    ranks[photo]++;
                }
            }
        }
        return ranks;
    }

    /** The table as a row of the results. */
    RetrievalRow row(String method) {
        return new RetrievalRow(
                method,
                scores.length,
                RetrievalScores.of(photoRanks()),
                (double) millis / scores.length,
                passes / scores.length);
    }
}
