package io.fourfold.topology.map;

import java.util.Arrays;

/** One coordinate of all points, and how it moves downhill: by momentum, and by a step that each point learns for itself. */
final class Axis {

    private static final double LEAST_GAIN = 0.01;

    /** Where the points are. */
    final double[] at;

    /** What repels them, see {@link QuadTree#repel}. */
    final double[] repulsion;

    private final double[] velocity;
    private final double[] gain;

    Axis(double[] at) {
        this.at = at;
        repulsion = new double[at.length];
        velocity = new double[at.length];
        gain = new double[at.length];
        Arrays.fill(gain, 1);
    }

    /** The next velocity of a point, which stays where it is until {@link #move}. */
    void accelerate(int point, double gradient, double momentum, double learningRate) {
        boolean turns = gradient > 0 != velocity[point] > 0;
        gain[point] = Math.max(LEAST_GAIN, turns ? gain[point] + 0.2 : gain[point] * 0.8);
        velocity[point] = momentum * velocity[point] - learningRate * gain[point] * gradient;
    }

    /** Moves all points. */
    void move() {
        for (int i = 0; i < at.length; i++) {
            at[i] += velocity[i];
        }
    }
}
