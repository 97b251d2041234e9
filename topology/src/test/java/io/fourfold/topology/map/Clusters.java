package io.fourfold.topology.map;

import java.util.Random;

/** Points around corners that are far apart. */
record Clusters(int count, int ofEach) {

    private static final int SIZE = 20;

    float[][] vectors() {
        Random random = new Random(3);
        float[][] vectors = new float[count * ofEach][SIZE];
        for (int i = 0; i < vectors.length; i++) {
            for (int d = 0; d < SIZE; d++) {
                vectors[i][d] = (float) (0.1 * random.nextGaussian()) + (d == of(i) ? 2 : 0);
            }
        }
        return vectors;
    }

    /** The cluster of a point. */
    int of(int point) {
        return point / ofEach;
    }
}
