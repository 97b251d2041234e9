package io.fourfold.topology.text;

import io.fourfold.model.inversion.InvertedQuery;
import io.fourfold.schemas.UnknownWord;
import java.util.List;

/** What became of a text. */
public sealed interface InversionResult {

    /** Words that the network cannot understand. */
    List<UnknownWord> unknownWords();

    /** The text can be searched for, without its unknown words. */
    record Inverted(InvertedQuery query, List<UnknownWord> unknownWords) implements InversionResult {}

    /**
     * The text cannot be searched for.
     *
     * @param message tells the user why
     */
    record Refused(Reason reason, String message, List<UnknownWord> unknownWords) implements InversionResult {}

    /** Whose fault it is. */
    enum Reason {
        /** The network knows none of the words, or there are too many or none. */
        INEXPRESSIBLE,
        /** The network was trained without what text search needs. */
        UNSUPPORTED,
        /** The network failed to, and should not have. */
        FAILED
    }
}
