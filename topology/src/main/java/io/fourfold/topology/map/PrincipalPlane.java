package io.fourfold.topology.map;

import io.fourfold.model.linear.LeadingDirections;
import io.fourfold.model.linear.Vectors;
import java.util.SplittableRandom;

/** The plane along which vectors are spread most, where t-SNE begins: far parts then stay far apart (Kobak and Berens 2019). */
final class PrincipalPlane {

    private static final int ITERATIONS = 10;

    private PrincipalPlane() {}

    /**
     * Where the vectors are on that plane, around its origin.
     *
     * @param vectors {@code [points, at least 2]}
     * @return {@code [2, points]}
     */
    static double[][] project(float[][] vectors, SplittableRandom random) {
        int size = vectors[0].length;
        float[] mean = new float[size];
        for (float[] vector : vectors) {
            add(vector, 1.0 / vectors.length, mean);
        }
        float[][] centred = new float[vectors.length][];
        for (int i = 0; i < vectors.length; i++) {
            centred[i] = vectors[i].clone();
            add(mean, -1, centred[i]);
        }
        float[][] directions = LeadingDirections.find(
                direction -> {
                    float[] product = new float[size];
                    for (float[] vector : centred) {
                        add(vector, Vectors.dot(vector, direction), product);
                    }
                    return product;
                },
                size,
                2,
                ITERATIONS,
                random);
        double[][] places = new double[2][vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            places[0][i] = Vectors.dot(centred[i], directions[0]);
            places[1][i] = Vectors.dot(centred[i], directions[1]);
        }
        return places;
    }

    private static void add(float[] vector, double weight, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (float) (weight * vector[i]);
        }
    }
}
