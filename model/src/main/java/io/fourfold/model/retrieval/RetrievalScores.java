package io.fourfold.model.retrieval;

import java.util.Arrays;

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

    private static double recall(int[] ranks, int k) {
        return 100.0 * Arrays.stream(ranks).filter(rank -> rank <= k).count() / ranks.length;
    }
}
