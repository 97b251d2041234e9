package io.fourfold.topology.query;

import io.fourfold.schemas.UnknownWord;
import java.util.List;

/** Thrown when the network could never say the text that is searched for. */
public final class InexpressibleTextException extends RuntimeException {

    private final transient List<UnknownWord> unknownWords;

    InexpressibleTextException(String message, List<UnknownWord> unknownWords) {
        super(message);
        this.unknownWords = List.copyOf(unknownWords);
    }

    /** Its words with what is spelt nearly the same. */
    public List<UnknownWord> unknownWords() {
        return unknownWords;
    }
}
