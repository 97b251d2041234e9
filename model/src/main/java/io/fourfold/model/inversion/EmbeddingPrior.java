package io.fourfold.model.inversion;

import io.fourfold.model.decoder.Matrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where image embeddings live: a normal distribution measured on the training photos.
 *
 * @param mean {@code [embedding]}
 * @param covariance {@code [embedding][embedding]}
 */
public record EmbeddingPrior(float[] mean, float[][] covariance) {

    private static final String MEAN = "prior.mean";
    private static final String COVARIANCE = "prior.covariance";

    /** Measures embeddings of at least two photos. */
    public static EmbeddingPrior measure(List<float[]> embeddings) {
        if (embeddings.size() < 2) {
            throw new IllegalArgumentException("a prior needs at least two embeddings, not " + embeddings.size());
        }
        int size = embeddings.get(0).length;
        double[] sum = new double[size];
        for (float[] embedding : embeddings) {
            for (int i = 0; i < size; i++) {
                sum[i] += embedding[i];
            }
        }
        float[] mean = new float[size];
        for (int i = 0; i < size; i++) {
            mean[i] = (float) (sum[i] / embeddings.size());
        }
        double[][] products = new double[size][size];
        for (float[] embedding : embeddings) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    products[i][j] += (embedding[i] - mean[i]) * (embedding[j] - mean[j]);
                }
            }
        }
        float[][] covariance = new float[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = (float) (products[i][j] / (embeddings.size() - 1));
                covariance[j][i] = covariance[i][j];
            }
        }
        return new EmbeddingPrior(mean, covariance);
    }

    /**
     * Reads what {@link #matrices} returned.
     *
     * @throws IllegalArgumentException if a matrix is missing or of another shape
     */
    public static EmbeddingPrior of(int size, Map<String, Matrix> saved) {
        Matrix mean = Matrix.zeros(1, size);
        mean.copySaved(MEAN, saved.get(MEAN));
        Matrix covariance = Matrix.zeros(size, size);
        covariance.copySaved(COVARIANCE, saved.get(COVARIANCE));
        return new EmbeddingPrior(mean.toArray()[0], covariance.toArray());
    }

    /** By name, for a file. */
    public Map<String, Matrix> matrices() {
        Map<String, Matrix> matrices = new LinkedHashMap<>();
        matrices.put(MEAN, Matrix.row(mean));
        Matrix rows = Matrix.zeros(mean.length, mean.length);
        for (int i = 0; i < mean.length; i++) {
            rows.write(i, covariance[i]);
        }
        matrices.put(COVARIANCE, rows);
        return matrices;
    }

    /** Root of the mean squared length of an embedding. */
    double length() {
        double squares = 0;
        for (int i = 0; i < mean.length; i++) {
            squares += mean[i] * mean[i] + covariance[i][i];
        }
        return Math.sqrt(squares);
    }

    /** How the cosines of photos with a direction are spread. */
    ScoreScale scale(float[] direction) {
        double average = 0;
        double variance = 0;
        for (int i = 0; i < direction.length; i++) {
            average += direction[i] * mean[i];
            double product = 0;
            for (int j = 0; j < direction.length; j++) {
                product += covariance[i][j] * direction[j];
            }
            variance += direction[i] * product;
        }
        double length = length();
        return new ScoreScale(average / length, Math.sqrt(variance) / length);
    }
}
