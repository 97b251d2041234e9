package io.fourfold.model.train;

import java.util.Locale;

/**
 * How well a network describes photos it did not learn from.
 *
 * @param crossEntropy mean negative log-probability of a token of people's captions
 */
public record HeldOutScore(double crossEntropy) {

    boolean betterThan(HeldOutScore other) {
        return crossEntropy < other.crossEntropy;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "cross-entropy %.3f", crossEntropy);
    }
}
