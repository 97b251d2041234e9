package io.fourfold.model.meaning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tokens of a BERT model, for lower-case words of English letters (WordPiece, Wu et al. 2016): a word is cut into the longest
 * pieces that the model knows, from its beginning.
 */
final class WordPieces {

    private static final String FIRST = "[CLS]";
    private static final String LAST = "[SEP]";
    private static final String UNKNOWN = "[UNK]";
    private static final String CONTINUED = "##";

    private final Map<String, Long> tokens;

    private WordPieces(Map<String, Long> tokens) {
        this.tokens = tokens;
    }

    /**
     * Reads a {@code tokenizer.json}.
     *
     * @throws IllegalArgumentException if it is not of this kind
     */
    static WordPieces parse(byte[] json) throws IOException {
        JsonNode vocabulary = new ObjectMapper().readTree(json).path("model").path("vocab");
        Map<String, Long> tokens = new HashMap<>();
        vocabulary
                .fields()
                .forEachRemaining(
                        entry -> tokens.put(entry.getKey(), entry.getValue().asLong()));
        if (!tokens.keySet().containsAll(Set.of(FIRST, LAST, UNKNOWN))) {
            throw new IllegalArgumentException("the tokenizer is no WordPiece with " + FIRST + " and " + LAST);
        }
        return new WordPieces(tokens);
    }

    /** Whether the word is a token by itself, as frequent words are. */
    boolean isWhole(String word) {
        return tokens.containsKey(word);
    }

    /** Tokens of words with a space between them, with the special ones around. */
    long[] of(String text) {
        List<Long> ids = new ArrayList<>(List.of(tokens.get(FIRST)));
        for (String word : text.split(" ")) {
            ids.addAll(pieces(word));
        }
        ids.add(tokens.get(LAST));
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    private List<Long> pieces(String word) {
        List<Long> pieces = new ArrayList<>();
        int from = 0;
        while (from < word.length()) {
            int to = word.length();
            while (to > from && !tokens.containsKey(piece(word, from, to))) {
                to--;
            }
            if (to == from) {
                return List.of(tokens.get(UNKNOWN));
            }
            pieces.add(tokens.get(piece(word, from, to)));
            from = to;
        }
        return pieces;
    }

    private static String piece(String word, int from, int to) {
        return (from == 0 ? "" : CONTINUED) + word.substring(from, to);
    }
}
