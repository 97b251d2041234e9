package io.fourfold.model.linear;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * The directions that a symmetric positive semi-definite matrix stretches most, by randomised subspace iteration (Halko et
 * al. 2011). They span the leading eigenvectors but are not these themselves.
 */
public final class LeadingDirections {

    private LeadingDirections() {}

    /**
     * Finds an orthonormal basis, {@code [dimensions][size]}.
     *
     * @param product multiplies a vector of this size with the matrix, which must have at least that many dimensions
     * @param size of the vectors
     * @param dimensions directions to find
     * @param iterations more of them separate the last directions better from those left out
     */
    public static float[][] find(
            UnaryOperator<float[]> product, int size, int dimensions, int iterations, SplittableRandom random) {
        float[][] basis = new float[dimensions][size];
        for (float[] direction : basis) {
            for (int i = 0; i < size; i++) {
                direction[i] = (float) (random.nextDouble() - 0.5);
            }
        }
        for (int iteration = 0; iteration < iterations; iteration++) {
            for (int i = 0; i < dimensions; i++) {
                basis[i] = product.apply(basis[i]);
            }
            orthonormalise(basis);
        }
        return basis;
    }

    /** Gram-Schmidt, each direction made orthogonal to those before it. */
    private static void orthonormalise(float[][] basis) {
        for (int i = 0; i < basis.length; i++) {
            scale(basis[i], 1 / Vectors.length(basis[i]));
            for (int j = 0; j < i; j++) {
                double along = Vectors.dot(basis[i], basis[j]);
                for (int k = 0; k < basis[i].length; k++) {
                    basis[i][k] -= (float) (along * basis[j][k]);
                }
            }
            scale(basis[i], 1 / Vectors.length(basis[i]));
        }
    }

    private static void scale(float[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) factor;
        }
    }
}
