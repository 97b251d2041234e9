package io.fourfold.model.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the one caption that, said about every photo, scores highest: the floor that a captioner must clear. What a caption
 * matches is looked up in sums over all photos, so that tens of thousands can be tried in seconds.
 */
public final class ConstantCaption {

    private final List<List<List<String>>> corpus;

    /** For each run of words: in how many photos one reference has it at least once, twice, and so on. */
    private final Map<String, List<Integer>> photosWithRun = new HashMap<>();

    private final Map<Integer, Long> referenceLengths = new HashMap<>();

    /** @param corpus the references of every photo */
    public ConstantCaption(List<List<List<String>>> corpus) {
        this.corpus = corpus;
        for (List<List<String>> references : corpus) {
            for (int n = 1; n <= NGrams.LONGEST; n++) {
                NGrams.largestCounts(references, n).forEach(this::addPhoto);
            }
        }
    }

    /** The caption of the highest BLEU-4, the first of equals; there must be one. */
    public List<String> best(List<List<String>> captions) {
        List<String> best = null;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (List<String> caption : captions) {
            double score = counts(caption).scores()[NGrams.LONGEST - 1];
            if (score > bestScore) {
                best = caption;
                bestScore = score;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("no captions to choose a constant caption from");
        }
        return best;
    }

    /** What {@link BleuCounts#of} gives if every photo has this caption. */
    BleuCounts counts(List<String> caption) {
        long[] matches = new long[NGrams.LONGEST];
        long[] runs = new long[NGrams.LONGEST];
        for (int n = 1; n <= NGrams.LONGEST; n++) {
            runs[n - 1] = (long) corpus.size() * BleuCounts.runs(caption.size(), n);
            for (Map.Entry<String, Integer> run : NGrams.counts(caption, n).entrySet()) {
                List<Integer> photos = photosWithRun.getOrDefault(run.getKey(), List.of());
                for (int i = 0; i < Math.min(run.getValue(), photos.size()); i++) {
                    matches[n - 1] += photos.get(i);
                }
            }
        }
        return new BleuCounts(matches, runs, (long) corpus.size() * caption.size(), referenceLength(caption.size()));
    }

    private void addPhoto(String run, int count) {
        List<Integer> photos = photosWithRun.computeIfAbsent(run, unused -> new ArrayList<>());
        for (int i = 0; i < count; i++) {
            if (i == photos.size()) {
                photos.add(0);
            }
            photos.set(i, photos.get(i) + 1);
        }
    }

    private long referenceLength(int length) {
        return referenceLengths.computeIfAbsent(
                length,
                words -> corpus.stream()
                        .mapToLong(references -> BleuCounts.closestLength(words, references))
                        .sum());
    }
}
