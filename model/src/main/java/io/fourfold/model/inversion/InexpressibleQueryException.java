package io.fourfold.model.inversion;

import java.util.List;

/** Thrown when the network could never say the text that is searched for; the message tells the user why. */
public final class InexpressibleQueryException extends RuntimeException {

    private final transient List<String> unknownWords;

    private InexpressibleQueryException(String message, List<String> unknownWords) {
        super(message);
        this.unknownWords = List.copyOf(unknownWords);
    }

    /** Of a query without any word in the vocabulary. */
    public static InexpressibleQueryException withoutKnownWord(List<String> unknownWords) {
        String message = unknownWords.isEmpty()
                ? "the query has no words; write what the photo shows, in English"
                : "the network knows none of these words: " + String.join(", ", unknownWords)
                        + "; describe the photo in everyday English words";
        return new InexpressibleQueryException(message, unknownWords);
    }

    static InexpressibleQueryException tooLong(int words) {
        return new InexpressibleQueryException(
                "the query has " + words + " words; at most " + Query.MAXIMUM_WORDS + " are understood", List.of());
    }

    /** The words of the query, if none is known; otherwise empty. */
    public List<String> unknownWords() {
        return unknownWords;
    }
}
