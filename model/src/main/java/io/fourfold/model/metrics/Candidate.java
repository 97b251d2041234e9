package io.fourfold.model.metrics;

import io.fourfold.model.words.CaptionWords;
import java.util.List;

/**
 * A caption to be judged, beside what people said about the same photo.
 *
 * @param words the caption
 * @param references the people's captions, at least one
 */
public record Candidate(List<String> words, List<List<String>> references) {

    public Candidate {
        words = List.copyOf(words);
        references = List.copyOf(references);
        if (references.isEmpty()) {
            throw new IllegalArgumentException("a candidate caption needs at least one reference");
        }
    }

    /** Splits texts to words. */
    public static Candidate of(String caption, List<String> references) {
        return new Candidate(
                CaptionWords.of(caption),
                references.stream().map(CaptionWords::of).toList());
    }
}
