package io.fourfold.model.inversion;

import io.fourfold.model.words.CaptionWords;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * A text that the network can say, at least in part.
 *
 * @param text as the user wrote it
 * @param knownWords words of the text that are in the vocabulary, in order
 * @param unknownWords words of the text that are not, in order; they do not take part in the search
 */
public record Query(String text, List<String> knownWords, List<String> unknownWords) {

    /** The longest query, in words. */
    public static final int MAXIMUM_WORDS = 40;

    public Query {
        knownWords = List.copyOf(knownWords);
        unknownWords = List.copyOf(unknownWords);
    }

    /**
     * Splits a text into words that the network knows and words that it does not.
     *
     * @throws InexpressibleQueryException if it knows none of them, or if they are too many
     */
    static Query of(String text, Vocabulary vocabulary) {
        List<String> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String word : CaptionWords.of(text)) {
            (vocabulary.token(word) == Vocabulary.UNKNOWN ? unknown : known).add(word);
        }
        if (known.isEmpty()) {
            throw InexpressibleQueryException.withoutKnownWord(unknown);
        }
        if (known.size() > MAXIMUM_WORDS) {
            throw InexpressibleQueryException.tooLong(known.size());
        }
        return new Query(text, known, unknown);
    }

    /** Tokens of the known words. */
    int[] tokens(Vocabulary vocabulary) {
        return knownWords.stream().mapToInt(vocabulary::token).toArray();
    }
}
