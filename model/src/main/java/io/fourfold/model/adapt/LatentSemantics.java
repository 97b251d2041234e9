package io.fourfold.model.adapt;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Latent semantic analysis (Deerwester et al. 1990): the few directions in which captions differ most, by randomised subspace
 * iteration (Halko et al. 2011). The directions span the leading singular vectors but are not these themselves, which cosines
 * of projected captions do not see. Immutable.
 */
final class LatentSemantics {

    private final float[][] basis;

    private LatentSemantics(float[][] basis) {
        this.basis = basis;
    }

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
        float[][] basis = new float[dimensions][words];
        for (float[] direction : basis) {
            for (int i = 0; i < words; i++) {
                direction[i] = (float) (random.nextDouble() - 0.5);
            }
        }
        for (int iteration = 0; iteration < iterations; iteration++) {
            for (int i = 0; i < dimensions; i++) {
                basis[i] = timesGram(captions, basis[i]);
            }
            orthonormalise(basis);
        }
        return new LatentSemantics(basis);
    }

    /** Projects a photo's captions: {@code [dimensions]}, of length 1, or 0 if they have no known word. */
    float[] project(SparseVector captions) {
        float[] projected = new float[basis.length];
        for (int i = 0; i < basis.length; i++) {
            projected[i] = captions.dot(basis[i]);
        }
        scale(projected, 1 / Math.max(1e-6, Math.sqrt(dot(projected, projected))));
        return projected;
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

    /** Gram-Schmidt, each direction made orthogonal to those before it. */
    private static void orthonormalise(float[][] basis) {
        for (int i = 0; i < basis.length; i++) {
            scale(basis[i], 1 / Math.sqrt(dot(basis[i], basis[i])));
            for (int j = 0; j < i; j++) {
                double along = dot(basis[i], basis[j]);
                for (int k = 0; k < basis[i].length; k++) {
                    basis[i][k] -= (float) (along * basis[j][k]);
                }
            }
            scale(basis[i], 1 / Math.sqrt(dot(basis[i], basis[i])));
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void scale(float[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) factor;
        }
    }
}
