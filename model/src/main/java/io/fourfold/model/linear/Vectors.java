package io.fourfold.model.linear;

import java.util.random.RandomGenerator;

/** Products, lengths and directions of vectors of float32, added up in float64. Both vectors of a pair have the same size. */
public final class Vectors {

    private Vectors() {}

    /** Sum of the products; the cosine, if both have length 1. */
    public static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** Euclidean length. */
    public static double length(float[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    /** From -1 to 1; 0 if one of them is zeros. */
    public static double cosine(float[] a, float[] b) {
        double lengths = length(a) * length(b);
        return lengths > 0 ? dot(a, b) / lengths : 0;
    }

    /** The vector's direction, of length 1; zeros stay zeros. */
    public static float[] unit(float[] vector) {
        double length = length(vector);
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = length > 0 ? (float) (vector[i] / length) : 0;
        }
        return unit;
    }

    /** Numbers of a standard normal distribution. */
    public static float[] gaussian(int size, RandomGenerator random) {
        float[] vector = new float[size];
        for (int i = 0; i < size; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    /** The direction of {@code a + weight · b}. */
    public static float[] unitSum(float[] a, float[] b, double weight) {
        float[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (float) weight * b[i];
        }
        return unit(sum);
    }

    /** The direction of each row. */
    public static Matrix unitRows(Matrix vectors) {
        Matrix directions = Matrix.zeros(vectors.rows(), vectors.columns());
        float[] vector = new float[vectors.columns()];
        for (int i = 0; i < vectors.rows(); i++) {
            vectors.read(i, vector);
            directions.write(i, unit(vector));
        }
        return directions;
    }
}
