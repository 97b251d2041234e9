package io.fourfold.model.adapt;

import io.fourfold.model.linear.Matrix;
import java.util.Locale;

/**
 * How well features find photos of like captions, on photos held out.
 *
 * @param epochs after which this was measured
 * @param features mean cosine of the captions of a photo and of its five nearest neighbours
 * @param standardised the same with standardised features
 * @param head the same by what the head says
 * @param cosine mean cosine of what the head says to the captions' own vector
 */
public record AdaptationScore(int epochs, double features, double standardised, double head, double cosine) {

    /** Numbers in a saved score. */
    static final int SIZE = 5;

    /** A score that {@link #toMatrix} saved. */
    static AdaptationScore of(Matrix saved) {
        float[] values = saved.toArray()[0];
        return new AdaptationScore((int) values[0], values[1], values[2], values[3], values[4]);
    }

    /** {@code [1, SIZE]}. */
    Matrix toMatrix() {
        return Matrix.row(new float[] {epochs, (float) features, (float) standardised, (float) head, (float) cosine});
    }

    /** By standardised features, since these are what captions are learned from. */
    boolean betterThan(AdaptationScore other) {
        return standardised > other.standardised;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "neighbours' captions %.4f by features, %.4f standardised, %.4f by the head; cosine %.4f (epoch %d)",
                features,
                standardised,
                head,
                cosine,
                epochs);
    }
}
