package io.fourfold.model.metrics;

import java.util.Arrays;
import java.util.Locale;

/**
 * How far in front the right answers are.
 *
 * @param recall1 percentage of queries with a right answer in first place
 * @param recall5 percentage with one among the first five
 * @param recall10 percentage with one among the first ten
 * @param medianRank of the first right answer, 1 for first place
 */
public record RetrievalScores(double recall1, double recall5, double recall10, double medianRank) {

    /** @param ranks of each query's first right answer, at least one */
    public static RetrievalScores of(int[] ranks) {
        if (ranks.length == 0) {
            throw new IllegalArgumentException("no ranks to score");
        }
        int[] sorted = ranks.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
        return new RetrievalScores(recall(ranks, 1), recall(ranks, 5), recall(ranks, 10), median);
    }

    /**
     * Place of an item among all by their scores, 1 for the best; ties count as won.
     *
     * @param of the item
     */
    public static int rank(double[] scores, int of) {
        return 1
                + (int) Arrays.stream(scores)
                        .filter(score -> score > scores[of])
                        .count();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "R@1 %.1f, R@5 %.1f, R@10 %.1f, median rank %.0f", recall1, recall5, recall10, medianRank);
    }

    private static double recall(int[] ranks, int k) {
        return 100.0 * Arrays.stream(ranks).filter(rank -> rank <= k).count() / ranks.length;
    }
}
