package io.fourfold.topology.kafka;

import java.util.Locale;

/** A stage of describing a photo. */
public enum PhotoStage {
    /** From asking for a claim check's photo until it is there. */
    FETCH,
    /** From the file to pixels, and to a small picture where that is wanted. */
    DECODE,
    /** From pixels to the embedding. */
    ENCODE,
    /** From the embedding to captions. */
    CAPTION;

    /** As metrics and traces name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
