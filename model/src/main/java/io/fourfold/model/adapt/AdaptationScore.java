package io.fourfold.model.adapt;

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
