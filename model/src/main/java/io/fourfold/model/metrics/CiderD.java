package io.fourfold.model.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CIDEr-D (Vedantam et al. 2015), computed exactly as coco-caption does: cosine of clipped TF-IDF vectors of runs of 1
 * to 4 words, with a penalty for another length, times 10. How rare a run is comes from the references of the whole corpus,
 * so scores of different corpora must not be compared. Immutable.
 */
public final class CiderD {

    private static final double SIGMA = 6;
    private static final double SCALE = 10;

    private final Map<String, Integer> photosWithRun = new HashMap<>();
    private final double logPhotos;

    /**
     * Counts in how many photos' references each run occurs.
     *
     * @param corpus the references of every photo
     */
    public CiderD(List<List<List<String>>> corpus) {
        for (List<List<String>> references : corpus) {
            Set<String> runs = new HashSet<>();
            for (List<String> reference : references) {
                for (int n = 1; n <= NGrams.LONGEST; n++) {
                    runs.addAll(NGrams.counts(reference, n).keySet());
                }
            }
            runs.forEach(run -> photosWithRun.merge(run, 1, Integer::sum));
        }
        logPhotos = Math.log(corpus.size());
    }

    /** Mean over candidates whose references are the corpus, 0 to 10. */
    public static double mean(List<Candidate> candidates) {
        return Arrays.stream(each(candidates)).average().orElse(0);
    }

    /** Of each of the candidates, whose references are the corpus, 0 to 10. */
    public static double[] each(List<Candidate> candidates) {
        CiderD cider = new CiderD(candidates.stream().map(Candidate::references).toList());
        return candidates.stream().mapToDouble(cider::of).toArray();
    }

    /** The mean similarity of a candidate to its references, 0 to 10. */
    public double of(Candidate candidate) {
        Vector caption = vector(candidate.words());
        double sum = 0;
        for (List<String> reference : candidate.references()) {
            sum += similarity(caption, vector(reference));
        }
        return SCALE * sum / candidate.references().size();
    }

    private double similarity(Vector caption, Vector reference) {
        double difference = caption.length - reference.length;
        double lengthPenalty = Math.exp(-difference * difference / (2 * SIGMA * SIGMA));
        double sum = 0;
        for (int n = 0; n < NGrams.LONGEST; n++) {
            double norms = caption.norms[n] * reference.norms[n];
            if (norms > 0) {
                sum += clippedProduct(caption.weights.get(n), reference.weights.get(n)) / norms;
            }
        }
        return lengthPenalty * sum / NGrams.LONGEST;
    }

    /** Clipping stops a caption from winning by repeating a rare run. */
    private static double clippedProduct(Map<String, Double> caption, Map<String, Double> reference) {
        double product = 0;
        for (Map.Entry<String, Double> run : caption.entrySet()) {
            double weight = reference.getOrDefault(run.getKey(), 0.0);
            product += Math.min(run.getValue(), weight) * weight;
        }
        return product;
    }

    private Vector vector(List<String> words) {
        double[] norms = new double[NGrams.LONGEST];
        List<Map<String, Double>> weights = new ArrayList<>();
        for (int n = 1; n <= NGrams.LONGEST; n++) {
            Map<String, Double> weightOf = new HashMap<>();
            double squares = 0;
            for (Map.Entry<String, Integer> run : NGrams.counts(words, n).entrySet()) {
                double weight = run.getValue() * rarity(run.getKey());
                weightOf.put(run.getKey(), weight);
                squares += weight * weight;
            }
            weights.add(weightOf);
            norms[n - 1] = Math.sqrt(squares);
        }
        return new Vector(weights, norms, BleuCounts.runs(words.size(), 2));
    }

    private double rarity(String run) {
        return logPhotos - Math.log(Math.max(1, photosWithRun.getOrDefault(run, 0)));
    }

    /** TF-IDF weights and their norms for runs of 1 to 4 words; the length is in pairs of words, as coco-caption has it. */
    private record Vector(List<Map<String, Double>> weights, double[] norms, int length) {}
}
