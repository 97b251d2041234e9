package io.fourfold.model.words;

import io.fourfold.model.linear.Vectors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Similar words and analogies by cosine over the decoder's word vectors. The decoder reads and says words through one and the
 * same matrix, so there is no choice between input and output vectors. The mean of all words, which says nothing about any of
 * them, is subtracted first (Mu and Viswanath 2018): on the committed questions that raises analogies and costs no similar word.
 * Immutable.
 */
public final class WordVectors {

    private static final int MAX_SUGGESTIONS = 5;
    private static final int MAX_EDITS = 2;
    private static final int LONGEST_SHORT_WORD = 4;

    private final List<String> words;
    private final float[][] unitVectors;
    private final Map<String, Integer> indexOf = new HashMap<>();

    /**
     * @param words vocabulary without special tokens, {@code [words]}
     * @param vectors one vector per word, {@code [words, size]}; centred and normalised here
     */
    public WordVectors(List<String> words, float[][] vectors) {
        if (words.size() != vectors.length || words.isEmpty()) {
            throw new IllegalArgumentException(words.size() + " words but " + vectors.length + " vectors");
        }
        this.words = List.copyOf(words);
        this.unitVectors = centredAndNormalised(vectors);
        for (int i = 0; i < words.size(); i++) {
            indexOf.put(words.get(i), i);
        }
    }

    /**
     * The vectors of a vocabulary.
     *
     * @param vocabulary in any order, at least one word
     */
    public static WordVectors of(Collection<LearnedWord> vocabulary) {
        List<LearnedWord> ordered =
                vocabulary.stream().sorted(LearnedWord.MOST_FREQUENT_FIRST).toList();
        return new WordVectors(
                ordered.stream().map(LearnedWord::word).toList(),
                ordered.stream().map(LearnedWord::vector).toArray(float[][]::new));
    }

    /** All words, most frequent first. */
    public List<String> words() {
        return words;
    }

    /**
     * A word's vector, centred and of length one.
     *
     * @throws UnknownWordException if the word is not in the vocabulary
     */
    public float[] vector(String word) {
        return unitVectors[require(word)].clone();
    }

    /**
     * The words nearest to a word, best first, the word itself left out.
     *
     * @param k at least 1; fewer are returned if there are no more words
     * @throws UnknownWordException if the word is not in the vocabulary
     */
    public List<ScoredWord> similar(String word, int k) {
        int index = require(word);
        return nearest(unitVectors[index], Set.of(index), k);
    }

    /**
     * Completes {@code a : b :: c : ?}, best first, the three given words left out (3CosAdd, Mikolov et al. 2013).
     *
     * @throws UnknownWordException if one of the words is not in the vocabulary
     */
    public List<ScoredWord> analogy(String a, String b, String c, int k) {
        int from = require(a);
        int to = require(b);
        int other = require(c);
        float[] target = new float[unitVectors[from].length];
        for (int i = 0; i < target.length; i++) {
            target[i] = unitVectors[to][i] - unitVectors[from][i] + unitVectors[other][i];
        }
        return nearest(Vectors.unit(target), new HashSet<>(List.of(from, to, other)), k);
    }

    /**
     * A word's place among {@link #words()}, whatever its case.
     *
     * @throws UnknownWordException if the word is not in the vocabulary
     */
    public int require(String word) {
        String lowerCase = word.toLowerCase(Locale.ROOT);
        Integer index = indexOf.get(lowerCase);
        if (index == null) {
            throw new UnknownWordException(word, nearSpellings(lowerCase));
        }
        return index;
    }

    /** Keeps the k best in an insertion-sorted array: k is small, and sorting all words would cost more than comparing them. */
    private List<ScoredWord> nearest(float[] target, Set<Integer> leftOut, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be positive, not " + k);
        }
        int[] best = new int[Math.min(k, words.size())];
        float[] scores = new float[best.length];
        int found = 0;
        for (int word = 0; word < unitVectors.length; word++) {
            float score = (float) Vectors.dot(target, unitVectors[word]);
            if (found == best.length && score <= scores[found - 1] || leftOut.contains(word)) {
                continue;
            }
            found = Math.min(found + 1, best.length);
            int at = found - 1;
            for (; at > 0 && score > scores[at - 1]; at--) {
                best[at] = best[at - 1];
                scores[at] = scores[at - 1];
            }
            best[at] = word;
            scores[at] = score;
        }
        List<ScoredWord> result = new ArrayList<>();
        for (int i = 0; i < found; i++) {
            result.add(new ScoredWord(words.get(best[i]), scores[i]));
        }
        return result;
    }

    /** Words that are spelt nearly the same, closest first, at most five, possibly none. */
    public List<String> nearSpellings(String word) {
        record Near(String word, int edits) {}
        int mostEdits = word.length() <= LONGEST_SHORT_WORD ? 1 : MAX_EDITS;
        List<Near> near = new ArrayList<>();
        for (String candidate : words) {
            int edits = editDistance(word, candidate);
            if (edits <= mostEdits && edits < word.length()) {
                near.add(new Near(candidate, edits));
            }
        }
        near.sort(Comparator.comparingInt(Near::edits));
        return near.stream().limit(MAX_SUGGESTIONS).map(Near::word).toList();
    }

    /** Letters to insert, leave out, replace or swap with their neighbour (optimal string alignment). */
    private static int editDistance(String a, String b) {
        int[] beforePrevious = {};
        int[] previous = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    current[j] = Math.min(current[j], 1 + beforePrevious[j - 2]);
                }
            }
            beforePrevious = previous;
            previous = current;
        }
        return previous[b.length()];
    }

    private static float[][] centredAndNormalised(float[][] vectors) {
        int size = vectors[0].length;
        double[] mean = new double[size];
        for (float[] vector : vectors) {
            for (int i = 0; i < size; i++) {
                mean[i] += vector[i] / (double) vectors.length;
            }
        }
        float[][] result = new float[vectors.length][];
        for (int row = 0; row < vectors.length; row++) {
            float[] centred = new float[size];
            for (int i = 0; i < size; i++) {
                centred[i] = (float) (vectors[row][i] - mean[i]);
            }
            result[row] = Vectors.unit(centred);
        }
        return result;
    }
}
