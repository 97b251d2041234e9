package io.fourfold.topology.map;

import java.util.OptionalDouble;

/**
 * How far neighbours on a plane are to be believed (Venna and Kaski 2001): 1 if the 12 nearest of each point are its 12
 * nearest in truth, less the farther those are that are not, and about 0.5 if they are any.
 */
public final class Trustworthiness {

    /** Neighbours that are looked at. */
    public static final int NEIGHBOURS = 12;

    private Trustworthiness() {}

    /**
     * Measures it.
     *
     * @param vectors the truth, {@code [points, size]}
     * @param places {@code [2, points]}
     * @return nothing if there are so few points that most are neighbours
     */
    public static OptionalDouble of(float[][] vectors, double[][] places) {
        int points = vectors.length;
        if (points <= 2 * NEIGHBOURS) {
            return OptionalDouble.empty();
        }
        int[][] near = Neighbours.onPlane(places, NEIGHBOURS).points();
        long[] intrusion = new long[1];
        Distances.forEach(vectors, vectors, (point, squared) -> {
            for (int neighbour : near[point]) {
                intrusion[0] += Math.max(0, rank(squared, point, neighbour) - NEIGHBOURS);
            }
        });
        return OptionalDouble.of(
                1 - 2.0 * intrusion[0] / ((double) points * NEIGHBOURS * (2.0 * points - 3 * NEIGHBOURS - 1)));
    }

    /** 1 for the nearest. */
    private static int rank(float[] squared, int point, int neighbour) {
        int rank = 1;
        for (int other = 0; other < squared.length; other++) {
            if (squared[other] < squared[neighbour] && other != point) {
                rank++;
            }
        }
        return rank;
    }
}
