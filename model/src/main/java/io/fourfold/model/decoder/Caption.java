package io.fourfold.model.decoder;

import java.util.OptionalDouble;

/**
 * A sentence about a photo.
 *
 * @param text lower-case words separated by single spaces, without a final stop
 * @param logProbability natural log of the sentence's probability given the photo, end token included; not length-normalised
 * @param confidence probability that a person would accept it, 0 to 1; empty if the network is not calibrated
 */
public record Caption(String text, double logProbability, OptionalDouble confidence) {

    /** What stands for a confidence that is not known, where there has to be a number: below every other. */
    public static final double NOT_KNOWN = -1;

    /** A caption whose confidence is not known. */
    public Caption(String text, double logProbability) {
        this(text, logProbability, OptionalDouble.empty());
    }

    /** Whether its confidence is known and at least that much. */
    public boolean reaches(double minConfidence) {
        return confidence.orElse(NOT_KNOWN) >= minConfidence;
    }
}
