package io.fourfold.model.train;

import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Vectors;

/**
 * Pulls the embeddings of a photo and of its caption together and those of different pairs apart: symmetric cross-entropy over
 * the cosines of all pairs in a batch (InfoNCE, van den Oord et al. 2018; Radford et al. 2021).
 */
final class ContrastiveLoss {

    private final float temperature;

    /** @param temperature what cosines are divided by */
    ContrastiveLoss(double temperature) {
        this.temperature = (float) temperature;
    }

    /**
     * Computes the loss and adds its gradients.
     *
     * @param weight factor of the loss in the gradients
     * @param images {@code [batch, embedding]}
     * @param texts {@code [batch, embedding]}; row i belongs to image i
     * @param imageGradients added to, {@code [batch, embedding]}
     * @param textGradients overwritten, {@code [batch, embedding]}
     * @return mean loss of a pair, not weighted
     */
    double addGradients(double weight, Matrix images, Matrix texts, Matrix imageGradients, Matrix textGradients) {
        int batch = images.rows();
        UnitRows image = UnitRows.of(images);
        UnitRows text = UnitRows.of(texts);
        float[][] similarity = new float[batch][batch];
        for (int i = 0; i < batch; i++) {
            for (int j = 0; j < batch; j++) {
                similarity[i][j] = (float) Vectors.dot(image.rows()[i], text.rows()[j]) / temperature;
            }
        }
        float[][] gradient = new float[batch][batch];
        double loss = addSoftmaxGradient(similarity, gradient, false) + addSoftmaxGradient(similarity, gradient, true);
        float scale = (float) (weight / (2 * batch * temperature));
        int size = images.columns();
        float[][] towardsImage = new float[batch][size];
        float[][] towardsText = new float[batch][size];
        for (int i = 0; i < batch; i++) {
            for (int j = 0; j < batch; j++) {
                float g = gradient[i][j] * scale;
                for (int k = 0; k < size; k++) {
                    towardsImage[i][k] += g * text.rows()[j][k];
                    towardsText[j][k] += g * image.rows()[i][k];
                }
            }
        }
        float[] existing = new float[size];
        for (int i = 0; i < batch; i++) {
            image.throughNormalisation(i, towardsImage[i]);
            text.throughNormalisation(i, towardsText[i]);
            imageGradients.read(i, existing);
            for (int k = 0; k < size; k++) {
                existing[k] += towardsImage[i][k];
            }
            imageGradients.write(i, existing);
            textGradients.write(i, towardsText[i]);
        }
        return loss / (2 * batch);
    }

    /** Cross-entropy of each row, or of each column, against its own pair. */
    private static double addSoftmaxGradient(float[][] logits, float[][] gradient, boolean columns) {
        int batch = logits.length;
        double loss = 0;
        for (int i = 0; i < batch; i++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < batch; j++) {
                max = Math.max(max, columns ? logits[j][i] : logits[i][j]);
            }
            double sum = 0;
            for (int j = 0; j < batch; j++) {
                sum += Math.exp((columns ? logits[j][i] : logits[i][j]) - max);
            }
            for (int j = 0; j < batch; j++) {
                double p = Math.exp((columns ? logits[j][i] : logits[i][j]) - max) / sum;
                float difference = (float) (p - (i == j ? 1 : 0));
                if (columns) {
                    gradient[j][i] += difference;
                } else {
                    gradient[i][j] += difference;
                }
            }
            loss += max + Math.log(sum) - logits[i][i];
        }
        return loss;
    }

    private record UnitRows(float[][] rows, float[] lengths) {

        private static final float SMALLEST_LENGTH = 1e-6f;

        static UnitRows of(Matrix matrix) {
            float[][] rows = matrix.toArray();
            float[] lengths = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
                lengths[i] = Math.max(SMALLEST_LENGTH, (float) Vectors.length(rows[i]));
                for (int k = 0; k < rows[i].length; k++) {
                    rows[i][k] /= lengths[i];
                }
            }
            return new UnitRows(rows, lengths);
        }

        /** Turns the gradient of a unit row into that of the row before it was normalised, in place. */
        void throughNormalisation(int row, float[] gradient) {
            float along = (float) Vectors.dot(gradient, rows[row]);
            for (int k = 0; k < gradient.length; k++) {
                gradient[k] = (gradient[k] - along * rows[row][k]) / lengths[row];
            }
        }
    }
}
