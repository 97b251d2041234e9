package io.fourfold.model.inversion;

import io.fourfold.model.words.WordMeaning;
import java.util.List;

/**
 * How a word of a text was understood.
 *
 * @param word in lower case
 * @param meanings words of the vocabulary that stand for it, the heaviest first; itself, if it is in the vocabulary; none, if it is
 *     unknown and takes no part in the search
 * @param known whether it is in the vocabulary
 */
public record QueryWord(String word, List<WordMeaning> meanings, boolean known) {

    private static final int MOST_NAMED = 5;

    /** Part of the heaviest meaning's weight that one must have to be named. */
    private static final float LEAST_NAMED = 0.5f;

    public QueryWord {
        meanings = List.copyOf(meanings);
    }

    /** A word of the vocabulary. */
    public static QueryWord known(String word) {
        return new QueryWord(word, List.of(new WordMeaning(word, 1)), true);
    }

    /** A word outside the vocabulary. */
    public static QueryWord outside(String word, List<WordMeaning> meanings) {
        return new QueryWord(word, meanings, false);
    }

    /** Whether the word takes part in the search. */
    public boolean isUnderstood() {
        return !meanings.isEmpty();
    }

    /** The meanings that weigh most, for people; none if the word was not understood. */
    public List<String> understoodAs() {
        return meanings.stream()
                .filter(meaning ->
                        meaning.weight() >= LEAST_NAMED * meanings.get(0).weight())
                .limit(MOST_NAMED)
                .map(WordMeaning::word)
                .toList();
    }
}
