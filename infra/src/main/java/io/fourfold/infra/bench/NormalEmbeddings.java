package io.fourfold.infra.bench;

import io.fourfold.model.inversion.EmbeddingPrior;
import java.util.Random;

/** Draws from the normal distribution of a network's embeddings, by the Cholesky factor of its covariance. */
public final class NormalEmbeddings {

    private final float[] mean;
    private final double[][] factor;

    public NormalEmbeddings(EmbeddingPrior prior) {
        mean = prior.mean();
        factor = cholesky(prior.covariance());
    }

    /** One embedding. */
    float[] draw(Random random) {
        double[] normal = new double[mean.length];
        for (int i = 0; i < normal.length; i++) {
            normal[i] = random.nextGaussian();
        }
        float[] drawn = new float[mean.length];
        for (int i = 0; i < drawn.length; i++) {
            double sum = mean[i];
            for (int j = 0; j <= i; j++) {
                sum += factor[i][j] * normal[j];
            }
            drawn[i] = (float) sum;
        }
        return drawn;
    }

    private static double[][] cholesky(float[][] covariance) {
        double[][] factor = new double[covariance.length][covariance.length];
        for (int i = 0; i < factor.length; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = covariance[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= factor[i][k] * factor[j][k];
                }
                // Rounding may leave a little less than nothing where there is no variance of its own.
                if (i == j) {
                    factor[i][j] = Math.sqrt(Math.max(rest, 0));
                } else if (factor[j][j] > 0) {
                    factor[i][j] = rest / factor[j][j];
                }
            }
        }
        return factor;
    }
}
