package io.fourfold.model.inversion;

import io.fourfold.model.linear.Cholesky;
import io.fourfold.model.linear.LeadingDirections;
import io.fourfold.model.linear.Matrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Where image embeddings live: a normal distribution measured on the training photos. Safe for concurrent callers. */
public final class EmbeddingPrior {

    private static final String MEAN = "prior.mean";
    private static final String COVARIANCE = "prior.covariance";
    /** How much of the covariance the same variance in all directions replaces: photos hardly use most directions. */
    private static final double SHRINKAGE = 0.1;

    private static final double SMALLEST_VARIANCE = 1e-6;

    /** Added to all directions, by the mean variance, while axes are looked for: enough to keep unused ones apart. */
    private static final double LEAST_STRETCH = 1e-3;

    /** More than these find no more of the length that matters: 93.8 % of it instead of 93.9 % on the shipped network. */
    private static final int AXES_ITERATIONS = 4;

    private static final long AXES_SEED = 1;

    private final float[] mean;
    private final float[][] covariance;
    /** Factored when it is first needed. */
    private Cholesky shrunk;

    /**
     * @param mean {@code [embedding]}
     * @param covariance {@code [embedding][embedding]}
     */
    EmbeddingPrior(float[] mean, float[][] covariance) {
        this.mean = mean;
        this.covariance = covariance;
    }

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
        matrices.put(COVARIANCE, Matrix.of(covariance));
        return matrices;
    }

    /** Mean embedding, {@code [embedding]}. */
    public float[] mean() {
        return mean;
    }

    /** Squared Mahalanobis distance from the mean, with the shrunk covariance; about the number of dimensions for photos. */
    double squaredDistance(float[] embedding) {
        double[] whitened = shrunk().solveLower(fromMean(embedding));
        double squares = 0;
        for (double value : whitened) {
            squares += value * value;
        }
        return squares;
    }

    /** Half the gradient of {@link #squaredDistance}: that of the negative log-density. */
    public float[] distanceGradient(float[] embedding) {
        double[] solved = shrunk().solveUpper(shrunk().solveLower(fromMean(embedding)));
        float[] gradient = new float[solved.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) solved[i];
        }
        return gradient;
    }

    /** An embedding drawn at random. */
    public float[] sample(SplittableRandom random) {
        double[] normal = new double[mean.length];
        for (int i = 0; i < normal.length; i++) {
            normal[i] = random.nextGaussian();
        }
        double[] offset = shrunk().multiplyLower(normal);
        float[] sample = mean.clone();
        for (int i = 0; i < sample.length; i++) {
            sample[i] += (float) offset[i];
        }
        return sample;
    }

    private double[] fromMean(float[] embedding) {
        double[] difference = new double[mean.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = embedding[i] - mean[i];
        }
        return difference;
    }

    private synchronized Cholesky shrunk() {
        if (shrunk == null) {
            shrunk = Cholesky.of(shrunk(covariance));
        }
        return shrunk;
    }

    private static double[][] shrunk(float[][] covariance) {
        int size = covariance.length;
        double variance = SMALLEST_VARIANCE;
        for (int i = 0; i < size; i++) {
            variance += covariance[i][i] / size;
        }
        double[][] shrunk = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                shrunk[i][j] = (1 - SHRINKAGE) * covariance[i][j];
            }
            shrunk[i][i] += SHRINKAGE * variance;
        }
        return shrunk;
    }

    /**
     * The directions that hold most of an embedding's length, as measured from zero, not from the mean: orthonormal,
     * {@code [most or embedding][embedding]}, the same each time.
     */
    public List<float[]> principalAxes(int most) {
        int size = mean.length;
        double square = length() * length();
        float stretch = (float) (LEAST_STRETCH * Math.max(SMALLEST_VARIANCE, square / size));
        return List.of(LeadingDirections.find(
                direction -> timesSecondMoment(direction, stretch),
                size,
                Math.min(most, size),
                AXES_ITERATIONS,
                new SplittableRandom(AXES_SEED)));
    }

    private float[] timesSecondMoment(float[] direction, float stretch) {
        float[] product = new float[mean.length];
        float alongMean = 0;
        for (int i = 0; i < product.length; i++) {
            alongMean += mean[i] * direction[i];
        }
        // Row by row, which the compiler makes SIMD; the matrix is symmetric.
        for (int i = 0; i < product.length; i++) {
            float component = direction[i];
            float[] row = covariance[i];
            for (int j = 0; j < product.length; j++) {
                product[j] += component * row[j];
            }
        }
        for (int i = 0; i < product.length; i++) {
            product[i] += alongMean * mean[i] + stretch * direction[i];
        }
        return product;
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
