package io.fourfold.model.confidence;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What speaks for a caption; each is a number that is larger, the more it speaks for it. */
public enum Evidence {
    /** Natural log-probability of a token of the caption, its end counted as one. */
    @JsonProperty("logProbability")
    LOG_PROBABILITY,
    /** Cosine of the photo's embedding with the direction of the photos that the caption describes. */
    @JsonProperty("match")
    MATCH,
    /** Mean cosine of that direction with those of the beam's other sentences; 1 if there are none. */
    @JsonProperty("agreement")
    AGREEMENT,
    /** Mean cosine of the photo with the captions of training photos that are nearest to it. */
    @JsonProperty("nearness")
    NEARNESS
}
