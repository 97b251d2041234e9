package io.fourfold.topology.similarity;

import io.fourfold.model.linear.Vectors;
import java.util.Arrays;
import java.util.List;

/**
 * The few directions that hold most of the length of a store's vectors. A scan compares vectors along them first, so it
 * is fast for vectors that lie near them, and right for any. Immutable.
 */
public final class Axes {

    /** Directions that a scan looks at. */
    public static final int MOST = ScanKernel.HEAD;

    /** How far the directions may be from orthonormal; the scan allows for it. */
    static final double TOLERANCE = 1e-5;

    /** So that a sum of products of a code and a query's number fits in an int. */
    private static final int MOST_DIMENSIONS = 8_192;

    private final int dimensions;
    private final float[] byAxis;
    private final float[] byNumber;

    /**
     * @param dimensions size of every vector
     * @param directions at most {@link #MOST}, orthonormal, {@code [direction][dimensions]}; none takes the first numbers
     *     of the vectors as they are
     * @throws IllegalArgumentException if there are too many, or they are not orthonormal, or of another size
     */
    public Axes(int dimensions, List<float[]> directions) {
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "the index holds vectors of 1 to " + MOST_DIMENSIONS + " numbers, not " + dimensions);
        }
        this.dimensions = dimensions;
        this.byAxis = new float[MOST * dimensions];
        this.byNumber = new float[dimensions * MOST];
        List<float[]> used = directions.isEmpty() ? firstNumbers(dimensions) : directions;
        requireOrthonormal(used);
        for (int axis = 0; axis < used.size(); axis++) {
            for (int i = 0; i < dimensions; i++) {
                byAxis[axis * dimensions + i] = used.get(axis)[i];
                byNumber[i * MOST + axis] = used.get(axis)[i];
            }
        }
    }

    int dimensions() {
        return dimensions;
    }

    /** {@code [MOST][dimensions]}; zeros where there are fewer directions. */
    float[] byAxis() {
        return byAxis;
    }

    /** {@code [dimensions][MOST]}. */
    float[] byNumber() {
        return byNumber;
    }

    private static List<float[]> firstNumbers(int dimensions) {
        float[][] directions = new float[Math.min(MOST, dimensions)][dimensions];
        for (int axis = 0; axis < directions.length; axis++) {
            directions[axis][axis] = 1;
        }
        return Arrays.asList(directions);
    }

    private void requireOrthonormal(List<float[]> directions) {
        if (directions.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " axes are used, not " + directions.size());
        }
        for (int axis = 0; axis < directions.size(); axis++) {
            if (directions.get(axis).length != dimensions) {
                throw new IllegalArgumentException("an axis has " + directions.get(axis).length
                        + " numbers, but the index holds vectors of " + dimensions);
            }
            for (int other = 0; other <= axis; other++) {
                double expected = other == axis ? 1 : 0;
                if (!(Math.abs(Vectors.dot(directions.get(axis), directions.get(other)) - expected) <= TOLERANCE)) {
                    throw new IllegalArgumentException("axes " + other + " and " + axis + " are not orthonormal");
                }
            }
        }
    }
}
