package io.fourfold.model.metrics;

import java.util.List;
import java.util.Map;

/**
 * What corpus BLEU is computed from (Papineni et al. 2002), summed over photos.
 *
 * @param matches runs of 1 to 4 words that the references have too, each counted as often as one reference has it
 * @param runs all runs of 1 to 4 words of the candidates
 * @param length words of the candidates
 * @param referenceLength words of the references closest in length, the shorter of two equally close
 */
record BleuCounts(long[] matches, long[] runs, long length, long referenceLength) {

    /** Keep the scores of corpora without any match defined; the values are coco-caption's. */
    private static final double TINY = 1e-15;

    private static final double SMALL = 1e-9;

    static BleuCounts of(List<Candidate> candidates) {
        long[] matches = new long[NGrams.LONGEST];
        long[] runs = new long[NGrams.LONGEST];
        long length = 0;
        long referenceLength = 0;
        for (Candidate candidate : candidates) {
            for (int n = 1; n <= NGrams.LONGEST; n++) {
                runs[n - 1] += runs(candidate.words().size(), n);
                matches[n - 1] += matches(candidate, n);
            }
            length += candidate.words().size();
            referenceLength += closestLength(candidate.words().size(), candidate.references());
        }
        return new BleuCounts(matches, runs, length, referenceLength);
    }

    /** BLEU-1 to BLEU-4, 0 to 1. */
    double[] scores() {
        double[] scores = new double[NGrams.LONGEST];
        double ratio = (length + TINY) / (referenceLength + SMALL);
        double brevity = ratio < 1 ? Math.exp(1 - 1 / ratio) : 1;
        double product = 1;
        for (int n = 1; n <= NGrams.LONGEST; n++) {
            product *= (matches[n - 1] + TINY) / (runs[n - 1] + SMALL);
            scores[n - 1] = Math.pow(product, 1.0 / n) * brevity;
        }
        return scores;
    }

    static int runs(int words, int n) {
        return Math.max(0, words - n + 1);
    }

    static int closestLength(int length, List<List<String>> references) {
        int closest = references.get(0).size();
        for (List<String> reference : references) {
            int distance = Math.abs(reference.size() - length) - Math.abs(closest - length);
            if (distance < 0 || distance == 0 && reference.size() < closest) {
                closest = reference.size();
            }
        }
        return closest;
    }

    private static long matches(Candidate candidate, int n) {
        Map<String, Integer> references = NGrams.largestCounts(candidate.references(), n);
        return NGrams.counts(candidate.words(), n).entrySet().stream()
                .mapToLong(run -> Math.min(run.getValue(), references.getOrDefault(run.getKey(), 0)))
                .sum();
    }
}
