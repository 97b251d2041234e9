package io.fourfold.model.words;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words that the decoder can say, most frequent first, and their token numbers. Two tokens are no words: the end of a
 * sentence, and every word that was too rare to learn. There is no start token, since the image embedding starts a sentence.
 * Immutable.
 */
public final class Vocabulary {

    /** Token that ends a sentence. */
    public static final int END = 0;

    /** Token of all words that are not in the vocabulary; read, but never said. */
    public static final int UNKNOWN = 1;

    /** Token of the most frequent word. */
    public static final int FIRST_WORD = 2;

    private final List<String> words;
    private final List<Long> counts;
    private final Map<String, Integer> tokenOf = new HashMap<>();

    private Vocabulary(List<String> words, List<Long> counts) {
        this.words = List.copyOf(words);
        this.counts = List.copyOf(counts);
        for (int i = 0; i < words.size(); i++) {
            if (tokenOf.put(words.get(i), FIRST_WORD + i) != null) {
                throw new IllegalArgumentException("'" + words.get(i) + "' is in the vocabulary twice");
            }
        }
    }

    /** Learns the words that occur at least {@code minimumCount} times; equally frequent ones in alphabetical order. */
    public static Vocabulary learn(Iterable<String> sentences, int minimumCount) {
        Map<String, Long> counts = new HashMap<>();
        for (String sentence : sentences) {
            CaptionWords.of(sentence).forEach(word -> counts.merge(word, 1L, Long::sum));
        }
        List<Map.Entry<String, Long>> frequent = counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= minimumCount)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        return new Vocabulary(
                frequent.stream().map(Map.Entry::getKey).toList(),
                frequent.stream().map(Map.Entry::getValue).toList());
    }

    /**
     * Reads what {@link #toText} returned, in UTF-8.
     *
     * @throws IllegalArgumentException if a line is not {@code word<TAB>count}
     */
    public static Vocabulary parse(byte[] file) {
        List<String> words = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (String line : new String(file, StandardCharsets.UTF_8).split("\n")) {
            String[] fields = line.split("\t", -1);
            try {
                if (fields.length != 2) {
                    throw new NumberFormatException();
                }
                words.add(fields[0]);
                counts.add(Long.parseUnsignedLong(fields[1]));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "vocabulary line " + (counts.size() + 1) + " is not 'word<TAB>count': '" + line + "'", e);
            }
        }
        return new Vocabulary(words, counts);
    }

    /** One {@code word<TAB>count} a line, most frequent first. */
    public String toText() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            lines.append(words.get(i)).append('\t').append(counts.get(i)).append('\n');
        }
        return lines.toString();
    }

    /** Number of tokens, special ones included. */
    public int tokens() {
        return FIRST_WORD + words.size();
    }

    /** All words, most frequent first; the word at position i has token {@code FIRST_WORD + i}. */
    public List<String> words() {
        return words;
    }

    /** How often each of {@link #words()} occurs in the training captions. */
    public List<Long> counts() {
        return counts;
    }

    /** The word's token, {@link #UNKNOWN} if it has none. */
    public int token(String word) {
        return tokenOf.getOrDefault(word, UNKNOWN);
    }

    /** Tokens of a text, without an end token. */
    public int[] tokens(String text) {
        return CaptionWords.of(text).stream().mapToInt(this::token).toArray();
    }

    /** @throws IndexOutOfBoundsException if the token is not that of a word */
    public String word(int token) {
        return words.get(token - FIRST_WORD);
    }
}
