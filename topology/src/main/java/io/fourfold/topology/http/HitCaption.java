package io.fourfold.topology.http;

import io.fourfold.model.decoder.Caption;
import java.util.Optional;

/**
 * What a found photo is shown with.
 *
 * @param text its best caption, null if that cannot be had or has too little confidence
 * @param confidence the caption's, null if there is none
 */
record HitCaption(String text, Double confidence) {

    private static final HitCaption NONE = new HitCaption(null, null);

    /** The caption, if it can be had and has at least some confidence. */
    static HitCaption of(Optional<Caption> caption, double minConfidence) {
        return caption.filter(known -> known.reaches(minConfidence))
                .map(known -> new HitCaption(known.text(), known.confidence().orElse(Caption.NOT_KNOWN)))
                .orElse(NONE);
    }
}
