package io.fourfold.model.words;

import java.util.List;

/** Thrown when a word is not in the network's vocabulary; carries vocabulary words that are spelt nearly the same. */
public final class UnknownWordException extends RuntimeException {

    private final String word;
    private final transient List<String> nearSpellings;

    public UnknownWordException(String word, List<String> nearSpellings) {
        super("'" + word + "' is not in the vocabulary"
                + (nearSpellings.isEmpty() ? "" : "; did you mean " + String.join(", ", nearSpellings) + "?"));
        this.word = word;
        this.nearSpellings = List.copyOf(nearSpellings);
    }

    public String word() {
        return word;
    }

    /** Closest first, at most five, possibly none. */
    public List<String> nearSpellings() {
        return nearSpellings;
    }
}
