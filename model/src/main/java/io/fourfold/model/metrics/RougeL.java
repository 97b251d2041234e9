package io.fourfold.model.metrics;

import java.util.List;

/** ROUGE-L (Lin 2004): the longest common subsequence with a reference, recall weighing more than precision; as coco-caption. */
public final class RougeL {

    private static final double BETA = 1.2;

    private RougeL() {}

    /** Mean over candidates, 0 to 1. */
    public static double mean(List<Candidate> candidates) {
        return candidates.stream().mapToDouble(RougeL::of).average().orElse(0);
    }

    /** Combines the best precision and the best recall against any reference, 0 to 1. */
    public static double of(Candidate candidate) {
        double precision = 0;
        double recall = 0;
        for (List<String> reference : candidate.references()) {
            double common = longestCommonSubsequence(candidate.words(), reference);
            if (common > 0) {
                precision = Math.max(precision, common / candidate.words().size());
                recall = Math.max(recall, common / reference.size());
            }
        }
        if (precision == 0) {
            return 0;
        }
        double weight = BETA * BETA;
        return (1 + weight) * precision * recall / (recall + weight * precision);
    }

    static int longestCommonSubsequence(List<String> first, List<String> second) {
        int[] lengths = new int[second.size() + 1];
        for (String word : first) {
            int diagonal = 0;
            for (int j = 1; j <= second.size(); j++) {
                int above = lengths[j];
                lengths[j] = word.equals(second.get(j - 1)) ? diagonal + 1 : Math.max(above, lengths[j - 1]);
                diagonal = above;
            }
        }
        return lengths[second.size()];
    }
}
