package io.fourfold.model.linear;

/** Vectors of length 1. */
public final class Direction {

    private Direction() {}

    /** The vector's direction; zeros stay zeros. */
    public static float[] of(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        float[] direction = new float[vector.length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = length > 0 ? (float) (vector[i] / length) : 0;
        }
        return direction;
    }

    /** The direction of each row. */
    public static Matrix ofRows(Matrix vectors) {
        Matrix directions = Matrix.zeros(vectors.rows(), vectors.columns());
        float[] vector = new float[vectors.columns()];
        for (int i = 0; i < vectors.rows(); i++) {
            vectors.read(i, vector);
            directions.write(i, of(vector));
        }
        return directions;
    }

    /** The direction of {@code a + weight · b}. */
    public static float[] sum(float[] a, float[] b, double weight) {
        float[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (float) weight * b[i];
        }
        return of(sum);
    }

    /** The cosine, if both have length 1. */
    public static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
