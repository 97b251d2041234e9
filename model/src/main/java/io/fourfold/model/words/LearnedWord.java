package io.fourfold.model.words;

import io.fourfold.model.linear.Matrix;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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

    /**
     * All words of a vocabulary.
     *
     * @param vectors of all tokens, {@code [tokens, size]}
     */
    public static List<LearnedWord> of(Vocabulary vocabulary, Matrix vectors) {
        float[][] ofToken = vectors.toArray();
        return IntStream.range(0, vocabulary.words().size())
                .mapToObj(i -> new LearnedWord(
                        vocabulary.words().get(i), vocabulary.counts().get(i), ofToken[Vocabulary.FIRST_WORD + i]))
                .toList();
    }
}
