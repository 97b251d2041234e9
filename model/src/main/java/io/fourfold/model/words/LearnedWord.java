package io.fourfold.model.words;

import java.util.Comparator;

/**
 * A word of the vocabulary as the decoder learned it.
 *
 * @param word lower-case word
 * @param count how often it occurs in the training captions
 * @param vector its word vector as it is in the weights, neither centred nor normalised
 */
public record LearnedWord(String word, long count, float[] vector) {

    /** The order of a vocabulary: most frequent first, equally frequent ones in alphabetical order. */
    public static final Comparator<LearnedWord> MOST_FREQUENT_FIRST =
            Comparator.comparingLong(LearnedWord::count).reversed().thenComparing(LearnedWord::word);
}
