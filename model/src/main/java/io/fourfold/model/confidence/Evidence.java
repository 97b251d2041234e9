package io.fourfold.model.confidence;

import com.fasterxml.jackson.annotation.JsonValue;

/** What speaks for a caption; each is a number that is larger, the more it speaks for it. */
public enum Evidence {
    /** Natural log-probability of a token of the caption, its end counted as one. */
    LOG_PROBABILITY("logProbability"),
    /** Cosine of the photo's embedding with the direction of the photos that the caption describes. */
    MATCH("match"),
    /** Mean cosine of that direction with those of the beam's other sentences; 1 if there are none. */
    AGREEMENT("agreement"),
    /** Mean cosine of the photo with the captions of training photos that are nearest to it. */
    NEARNESS("nearness");

    private final String label;

    Evidence(String label) {
        this.label = label;
    }

    /** As {@code model.json} names it. */
    @JsonValue
    public String label() {
        return label;
    }
}
