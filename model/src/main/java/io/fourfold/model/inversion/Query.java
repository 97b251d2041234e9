package io.fourfold.model.inversion;

import io.fourfold.model.words.CaptionWords;
import io.fourfold.model.words.Vocabulary;
import io.fourfold.model.words.WordMeaning;
import io.fourfold.model.words.WordMeanings;
import java.util.List;

/**
 * A text that the network can say, at least in part.
 *
 * @param text as the user wrote it
 * @param words of the text, in order; those that were not understood do not take part in the search
 */
public record Query(String text, List<QueryWord> words) {

    /** The longest query, in words. */
    public static final int MAXIMUM_WORDS = 40;

    public Query {
        words = List.copyOf(words);
    }

    /**
     * Finds out which words the network knows, which ones it can understand by others, and which it cannot.
     *
     * @throws InexpressibleQueryException if it understands none of them, or if they are too many
     */
    static Query of(String text, Vocabulary vocabulary, WordMeanings meanings) {
        Query query = new Query(
                text,
                CaptionWords.of(text).stream()
                        .map(word -> vocabulary.token(word) == Vocabulary.UNKNOWN
                                ? QueryWord.outside(word, meanings.of(word))
                                : QueryWord.known(word))
                        .toList());
        int understood = query.saidWords().size();
        if (understood == 0) {
            throw InexpressibleQueryException.withoutKnownWord(query.unknownWords());
        }
        if (understood > MAXIMUM_WORDS) {
            throw InexpressibleQueryException.tooLong(understood);
        }
        return query;
    }

    /** The text as the network can say it: every word that was understood by the first of its meanings. */
    public List<String> saidWords() {
        return words.stream()
                .filter(QueryWord::isUnderstood)
                .map(word -> word.meanings().get(0).word())
                .toList();
    }

    /** Words that were not understood, in order. */
    public List<String> unknownWords() {
        return words.stream()
                .filter(word -> !word.isUnderstood())
                .map(QueryWord::word)
                .toList();
    }

    /** Tokens of the words said. */
    int[] tokens(Vocabulary vocabulary) {
        return saidWords().stream().mapToInt(vocabulary::token).toArray();
    }

    /** All meanings of each word that was understood. */
    List<List<WordMeaning>> meanings() {
        return words.stream()
                .filter(QueryWord::isUnderstood)
                .map(QueryWord::meanings)
                .toList();
    }
}
