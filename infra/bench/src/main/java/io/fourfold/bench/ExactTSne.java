package io.fourfold.bench;

import java.util.Random;

/**
 * Lays points of many dimensions out on a plane so that near ones stay near: t-SNE (van der Maaten and Hinton 2008),
 * exact, so its time grows with the square of the number of points.
 */
final class ExactTSne {

    private static final double PERPLEXITY = 30;
    private static final int STEPS = 500;
    private static final int EXAGGERATED_STEPS = 125;
    private static final double EXAGGERATION = 12;
    private static final double EARLY_MOMENTUM = 0.5;
    private static final double MOMENTUM = 0.8;
    private static final double LEAST_LEARNING_RATE = 50;
    private static final double LEAST_GAIN = 0.01;
    private static final double START = 1e-4;

    private final double[][] affinities;
    private final double learningRate;
    private final double[][] plane;
    private final double[][] velocity;
    private final double[][] gains;
    private final double[][] kernel;

    private ExactTSne(float[][] vectors, Random random) {
        int points = vectors.length;
        affinities = ExactAffinities.of(vectors, Math.min(PERPLEXITY, (points - 1) / 3.0));
        // Belkina et al. 2019, as in scikit-learn.
        learningRate = Math.max(LEAST_LEARNING_RATE, points / EXAGGERATION / 4);
        plane = new double[points][2];
        velocity = new double[points][2];
        gains = new double[points][2];
        kernel = new double[points][points];
        for (int i = 0; i < points; i++) {
            for (int d = 0; d < 2; d++) {
                plane[i][d] = START * random.nextGaussian();
                gains[i][d] = 1;
            }
        }
    }

    /**
     * The points' places, of any scale.
     *
     * @param vectors {@code [points, size]}
     * @param random makes the layout
     * @return {@code [points, 2]}
     */
    static double[][] layOut(float[][] vectors, Random random) {
        ExactTSne layout = new ExactTSne(vectors, random);
        for (int step = 0; step < STEPS; step++) {
            boolean early = step < EXAGGERATED_STEPS;
            layout.step(early ? EXAGGERATION : 1, early ? EARLY_MOMENTUM : MOMENTUM);
        }
        return layout.plane;
    }

    private void step(double exaggeration, double momentum) {
        int points = plane.length;
        double sum = kernel();
        for (int i = 0; i < points; i++) {
            double[] gradient = new double[2];
            for (int j = 0; j < points; j++) {
                double pull = (exaggeration * affinities[i][j] - kernel[i][j] / sum) * kernel[i][j];
                gradient[0] += 4 * pull * (plane[i][0] - plane[j][0]);
                gradient[1] += 4 * pull * (plane[i][1] - plane[j][1]);
            }
            for (int d = 0; d < 2; d++) {
                boolean turns = gradient[d] > 0 != velocity[i][d] > 0;
                gains[i][d] = Math.max(LEAST_GAIN, turns ? gains[i][d] + 0.2 : gains[i][d] * 0.8);
                velocity[i][d] = momentum * velocity[i][d] - learningRate * gains[i][d] * gradient[d];
            }
        }
        for (int i = 0; i < points; i++) {
            plane[i][0] += velocity[i][0];
            plane[i][1] += velocity[i][1];
        }
    }

    /** Nearness of each two points on the plane, by Student's t with one degree of freedom; returns the sum. */
    private double kernel() {
        double sum = 0;
        for (int i = 0; i < plane.length; i++) {
            for (int j = 0; j < i; j++) {
                double x = plane[i][0] - plane[j][0];
                double y = plane[i][1] - plane[j][1];
                double nearness = 1 / (1 + x * x + y * y);
                kernel[i][j] = nearness;
                kernel[j][i] = nearness;
                sum += 2 * nearness;
            }
        }
        return sum;
    }
}
