package io.fourfold.model.calibrate;

import io.fourfold.model.linear.Cholesky;
import java.util.Arrays;
import java.util.List;

/** Fits log-odds as a weighted sum, by Newton's method, with a small penalty on large weights. */
final class LogisticRegression {

    private static final double PENALTY = 1;
    private static final int ITERATIONS = 30;

    private LogisticRegression() {}

    /**
     * Fits weights.
     *
     * @param inputs {@code [examples][size]}, on the scale of standard deviations
     * @param positive of each example
     * @return {@code [size + 1]}, the bias last
     */
    static double[] fit(List<double[]> inputs, List<Boolean> positive) {
        int size = inputs.get(0).length;
        double[] weights = new double[size + 1];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] gradient = new double[size + 1];
            double[][] hessian = new double[size + 1][size + 1];
            for (int i = 0; i <= size; i++) {
                gradient[i] = PENALTY * weights[i];
                hessian[i][i] = PENALTY;
            }
            for (int example = 0; example < inputs.size(); example++) {
                double[] input = withBias(inputs.get(example));
                double probability = probability(weights, input);
                double error = probability - (positive.get(example) ? 1 : 0);
                double curvature = probability * (1 - probability);
                for (int i = 0; i <= size; i++) {
                    gradient[i] += error * input[i];
                    for (int j = 0; j <= size; j++) {
                        hessian[i][j] += curvature * input[i] * input[j];
                    }
                }
            }
            Cholesky root = Cholesky.of(hessian);
            double[] step = root.solveUpper(root.solveLower(gradient));
            for (int i = 0; i <= size; i++) {
                weights[i] -= step[i];
            }
        }
        return weights;
    }

    private static double[] withBias(double[] input) {
        double[] longer = Arrays.copyOf(input, input.length + 1);
        longer[input.length] = 1;
        return longer;
    }

    private static double probability(double[] weights, double[] input) {
        double logOdds = 0;
        for (int i = 0; i < weights.length; i++) {
            logOdds += weights[i] * input[i];
        }
        return 1 / (1 + Math.exp(-logOdds));
    }
}
