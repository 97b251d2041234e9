package io.fourfold.topology.map;

import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;

/** Squared Euclidean distances of many vectors to many, by a matrix product for a block of rows at a time. */
final class Distances {

    private static final int ROWS_OF_A_BLOCK = 128;

    private Distances() {}

    /** Takes one row of distances, which is overwritten afterwards. */
    interface Row {

        /** @param squared to each point; to itself about zero, by rounding perhaps less */
        void accept(int point, float[] squared);
    }

    /**
     * Hands over each vector's distances, in order.
     *
     * @param from {@code [rows, size]}
     * @param to {@code [columns, size]}, at least one
     */
    static void forEach(float[][] from, float[][] to, Row row) {
        Matrix columns = Matrix.of(to);
        float[] columnLengths = squaredLengths(to);
        float[] rowLengths = squaredLengths(from);
        float[] squared = new float[to.length];
        for (int first = 0; first < from.length; first += ROWS_OF_A_BLOCK) {
            int rows = Math.min(ROWS_OF_A_BLOCK, from.length - first);
            Matrix block = Matrix.zeros(rows, from[0].length);
            for (int i = 0; i < rows; i++) {
                block.write(i, from[first + i]);
            }
            Matrix products = Matrix.zeros(rows, to.length);
            Blas.productTransposed(block, columns, products);
            for (int i = 0; i < rows; i++) {
                products.read(i, squared);
                for (int j = 0; j < squared.length; j++) {
                    squared[j] = rowLengths[first + i] + columnLengths[j] - 2 * squared[j];
                }
                row.accept(first + i, squared);
            }
        }
    }

    private static float[] squaredLengths(float[][] vectors) {
        float[] lengths = new float[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            for (float value : vectors[i]) {
                lengths[i] += value * value;
            }
        }
        return lengths;
    }
}
