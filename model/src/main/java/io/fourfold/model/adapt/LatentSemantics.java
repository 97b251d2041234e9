package io.fourfold.model.adapt;

import io.fourfold.model.linear.LeadingDirections;
import io.fourfold.model.linear.Vectors;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Latent semantic analysis (Deerwester et al. 1990): the few directions in which captions differ most, found by
 * {@link LeadingDirections}. That these are not the leading singular vectors themselves, cosines of projected captions do not
 * see. Immutable.
 */
record LatentSemantics(float[][] basis) {

    /**
     * Finds the directions.
     *
     * @param captions vectors of many photos
     * @param words length of these vectors
     * @param dimensions directions to find
     * @param iterations more of them separate the last directions better from those left out
     */
    static LatentSemantics learn(
            List<SparseVector> captions, int words, int dimensions, int iterations, SplittableRandom random) {
        return new LatentSemantics(LeadingDirections.find(
                direction -> timesGram(captions, direction), words, dimensions, iterations, random));
    }

    /** Projects a photo's captions: {@code [dimensions]}, of length 1, or 0 if they have no known word. */
    float[] project(SparseVector captions) {
        float[] projected = new float[basis.length];
        for (int i = 0; i < basis.length; i++) {
            projected[i] = captions.dot(basis[i]);
        }
        return Vectors.unit(projected);
    }

    /** {@code AᵀA · direction}, where the captions are the rows of A. */
    private static float[] timesGram(List<SparseVector> captions, float[] direction) {
        float[] result = new float[direction.length];
        for (SparseVector caption : captions) {
            float along = caption.dot(direction);
            for (int i = 0; i < caption.indices().length; i++) {
                result[caption.indices()[i]] += along * caption.values()[i];
            }
        }
        return result;
    }
}
