package io.fourfold.topology.map;

import java.util.Arrays;

/**
 * The nearest of each point, nearest first.
 *
 * @param points {@code [points, k]}
 * @param squaredDistances {@code [points, k]}
 */
record Neighbours(int[][] points, float[][] squaredDistances) {

    private static final int NONE = -1;

    private Neighbours(int points, int k) {
        this(new int[points][k], new float[points][k]);
    }

    /**
     * The k nearest others of each, exactly.
     *
     * @param vectors {@code [points, size]}
     * @param k less than the number of points
     */
    static Neighbours of(float[][] vectors, int k) {
        Neighbours neighbours = new Neighbours(vectors.length, k);
        Distances.forEach(vectors, vectors, (point, squared) -> neighbours.keepNearest(point, point, squared));
        return neighbours;
    }

    /**
     * The k nearest of each among other vectors.
     *
     * @param from {@code [points, size]}
     * @param to {@code [at least k, size]}
     */
    static Neighbours among(float[][] to, float[][] from, int k) {
        Neighbours neighbours = new Neighbours(from.length, k);
        Distances.forEach(from, to, (point, squared) -> neighbours.keepNearest(point, NONE, squared));
        return neighbours;
    }

    /**
     * The k nearest others of each on a plane.
     *
     * @param places {@code [2, points]}
     * @param k less than the number of points
     */
    static Neighbours onPlane(double[][] places, int k) {
        int points = places[0].length;
        Neighbours neighbours = new Neighbours(points, k);
        float[] squared = new float[points];
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++) {
                double wayX = places[0][i] - places[0][j];
                double wayY = places[1][i] - places[1][j];
                squared[j] = (float) (wayX * wayX + wayY * wayY);
            }
            neighbours.keepNearest(i, i, squared);
        }
        return neighbours;
    }

    /** Insertion into the few that are kept: nearly all are farther than the last of them. */
    private void keepNearest(int point, int without, float[] squared) {
        int[] nearest = points[point];
        float[] distances = squaredDistances[point];
        Arrays.fill(distances, Float.POSITIVE_INFINITY);
        int last = nearest.length - 1;
        for (int other = 0; other < squared.length; other++) {
            if (other == without || squared[other] >= distances[last]) {
                continue;
            }
            int at = last;
            for (; at > 0 && distances[at - 1] > squared[other]; at--) {
                distances[at] = distances[at - 1];
                nearest[at] = nearest[at - 1];
            }
            distances[at] = squared[other];
            nearest[at] = other;
        }
    }
}
