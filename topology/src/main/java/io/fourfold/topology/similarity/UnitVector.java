package io.fourfold.topology.similarity;

import io.fourfold.model.linear.Vectors;

/** Vectors of length one, whose dot product is the cosine. */
public final class UnitVector {

    private UnitVector() {}

    /**
     * A vector, normalised; a zero vector stays zero.
     *
     * @throws IllegalArgumentException if a number is not finite
     */
    public static float[] of(float[] vector) {
        double squares = squares(vector);
        if (!Double.isFinite(squares)) {
            throw new IllegalArgumentException("the vector holds a number that is not finite");
        }
        double scale = squares == 0 ? 0 : 1 / Math.sqrt(squares);
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = (float) (vector[i] * scale);
        }
        return unit;
    }

    /** Cosine between a unit vector and any other; from -1 to 1 in spite of rounding, 0 with a zero vector. */
    public static float cosine(float[] unit, float[] vector) {
        double squares = squares(vector);
        return squares == 0 ? 0 : (float) Math.max(-1, Math.min(1, Vectors.dot(unit, vector) / Math.sqrt(squares)));
    }

    /** Squared length. */
    static double squares(float[] vector) {
        // Four independent sums keep the processor's adders busy; one would wait for itself.
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 3 < vector.length; i += 4) {
            sum0 += (double) vector[i] * vector[i];
            sum1 += (double) vector[i + 1] * vector[i + 1];
            sum2 += (double) vector[i + 2] * vector[i + 2];
            sum3 += (double) vector[i + 3] * vector[i + 3];
        }
        for (; i < vector.length; i++) {
            sum0 += (double) vector[i] * vector[i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
