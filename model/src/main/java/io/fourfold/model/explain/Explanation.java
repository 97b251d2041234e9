package io.fourfold.model.explain;

import java.util.Arrays;

/**
 * What each place of a photo contributes to a number.
 *
 * @param rows of places, top first
 * @param columns of places, left first
 * @param values {@code [rows * columns]}, row by row; they add up to the total
 * @param total the number that is explained
 * @param empty what a place contributes of which nothing is to be seen; a place whose value is higher adds, one whose value is
 *     lower takes away
 */
public record Explanation(int rows, int columns, double[] values, double total, double empty) {

    /**
     * An explanation whose places contribute evenly what none of them adds.
     *
     * @param added what each place adds, {@code [rows * columns]}
     */
    static Explanation of(int rows, int columns, double[] added, double total) {
        double empty = (total - Arrays.stream(added).sum()) / added.length;
        double[] values = Arrays.stream(added).map(value -> value + empty).toArray();
        return new Explanation(rows, columns, values, total, empty);
    }

    /** What each place adds to what an empty one contributes, {@code [rows * columns]}. */
    public double[] added() {
        return Arrays.stream(values).map(value -> value - empty).toArray();
    }
}
