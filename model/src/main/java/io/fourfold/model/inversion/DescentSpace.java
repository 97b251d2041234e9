package io.fourfold.model.inversion;

/**
 * Coordinates to descend in: a step of length 1 in them is as likely in every direction of the space of embeddings.
 *
 * @param factor lower triangular Cholesky factor of a covariance, {@code [embedding][embedding]}
 */
record DescentSpace(float[][] factor) {

    /** Part of the mean variance that is added to each, so that a covariance from few photos has a factor too. */
    private static final double RIDGE = 1e-3;

    /** The space's own coordinates. */
    static DescentSpace plain(int size) {
        float[][] identity = new float[size][size];
        for (int i = 0; i < size; i++) {
            identity[i][i] = 1;
        }
        return new DescentSpace(identity);
    }

    /** Coordinates in which the covariance is the identity. */
    static DescentSpace whitened(float[][] covariance) {
        int size = covariance.length;
        double ridge = 0;
        for (int i = 0; i < size; i++) {
            ridge += RIDGE * covariance[i][i] / size;
        }
        float[][] factor = new float[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = covariance[i][j] + (i == j ? ridge : 0);
                for (int k = 0; k < j; k++) {
                    sum -= (double) factor[i][k] * factor[j][k];
                }
                factor[i][j] = (float) (i == j ? Math.sqrt(Math.max(sum, ridge)) : sum / factor[j][j]);
            }
        }
        return new DescentSpace(factor);
    }

    /** {@code start + factor · coordinates} */
    float[] move(float[] start, float[] coordinates) {
        float[] moved = start.clone();
        for (int i = 0; i < moved.length; i++) {
            double sum = 0;
            for (int j = 0; j <= i; j++) {
                sum += factor[i][j] * coordinates[j];
            }
            moved[i] += (float) sum;
        }
        return moved;
    }

    /** {@code factorᵀ · gradient}: a gradient of the embedding as one of the coordinates. */
    float[] pullBack(float[] gradient) {
        float[] result = new float[gradient.length];
        for (int i = 0; i < gradient.length; i++) {
            for (int j = 0; j <= i; j++) {
                result[j] += factor[i][j] * gradient[i];
            }
        }
        return result;
    }
}
