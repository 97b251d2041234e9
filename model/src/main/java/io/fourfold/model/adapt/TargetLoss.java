package io.fourfold.model.adapt;

import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Vectors;

/**
 * Pulls what the network says about photos towards targets, such as what people said about them: one minus the cosine to the
 * photo's target, plus the Kullback-Leibler divergence between how alike the photos of a batch are to each other by target and
 * by network (Passalis and Tefas 2018).
 *
 * @param similarityWeight weight of the divergence
 * @param temperature what cosines are divided by before the softmax
 */
public record TargetLoss(double similarityWeight, double temperature) {

    private static final double SMALLEST_LENGTH = 1e-6;

    /**
     * Mean losses of a photo.
     *
     * @param cosine one minus the cosine
     * @param divergence in nats, not weighted
     */
    record Value(double cosine, double divergence) {}

    /**
     * Computes the loss and its gradients.
     *
     * @param said {@code [batch, dimensions]}, of any length
     * @param targets {@code [batch][dimensions]}, of length 1
     * @param gradients overwritten, {@code [batch, dimensions]}
     */
    Value gradients(Matrix said, float[][] targets, Matrix gradients) {
        int batch = said.rows();
        int size = said.columns();
        float[][] unit = said.toArray();
        double[] lengths = new double[batch];
        for (int i = 0; i < batch; i++) {
            lengths[i] = Math.max(SMALLEST_LENGTH, Vectors.length(unit[i]));
            for (int k = 0; k < size; k++) {
                unit[i][k] /= (float) lengths[i];
            }
        }
        double[][] pull = new double[batch][batch];
        double divergence = 0;
        for (int i = 0; i < batch; i++) {
            double[] wanted = othersLogSoftmax(targets, i);
            double[] actual = othersLogSoftmax(unit, i);
            for (int j = 0; j < batch; j++) {
                if (j != i) {
                    divergence += Math.exp(wanted[j]) * (wanted[j] - actual[j]) / batch;
                    double g = (Math.exp(actual[j]) - Math.exp(wanted[j])) / temperature;
                    pull[i][j] += similarityWeight * g / batch;
                    pull[j][i] += similarityWeight * g / batch;
                }
            }
        }
        double cosine = 0;
        for (int i = 0; i < batch; i++) {
            float[] gradient = new float[size];
            cosine += (1 - Vectors.dot(unit[i], targets[i])) / batch;
            for (int k = 0; k < size; k++) {
                gradient[k] = -targets[i][k] / batch;
            }
            for (int j = 0; j < batch; j++) {
                for (int k = 0; k < size; k++) {
                    gradient[k] += (float) (pull[i][j] * unit[j][k]);
                }
            }
            throughNormalisation(gradient, unit[i], lengths[i]);
            gradients.write(i, gradient);
        }
        return new Value(cosine, divergence);
    }

    /** Log-probabilities of all other rows by their cosine to this one; 0 at the row itself. */
    private double[] othersLogSoftmax(float[][] unit, int row) {
        double[] logits = new double[unit.length];
        double sum = 0;
        for (int j = 0; j < unit.length; j++) {
            if (j != row) {
                logits[j] = Vectors.dot(unit[row], unit[j]) / temperature;
                sum += Math.exp(logits[j]);
            }
        }
        for (int j = 0; j < unit.length; j++) {
            logits[j] = j == row ? 0 : logits[j] - Math.log(sum);
        }
        return logits;
    }

    private static void throughNormalisation(float[] gradient, float[] unit, double length) {
        double along = Vectors.dot(gradient, unit);
        for (int k = 0; k < gradient.length; k++) {
            gradient[k] = (float) ((gradient[k] - along * unit[k]) / length);
        }
    }
}
