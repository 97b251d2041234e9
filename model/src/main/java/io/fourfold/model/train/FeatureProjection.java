package io.fourfold.model.train;

import io.fourfold.model.decoder.Dropout;
import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Learns the way from the backbone's pooled feature to the image embedding: standardise, dropout, linear, batch normalisation
 * (Ioffe and Szegedy 2015). Once learned it is one affine map, see {@link #folded()}.
 */
final class FeatureProjection {

    private static final float VARIANCE_FLOOR = 1e-5f;
    private static final float MOMENTUM = 0.1f;

    private final FeatureScaling scaling;
    private final Parameters parameters;
    private final Parameters gradients;
    private final Matrix runningMean;
    private final Matrix runningVariance;
    private Dropout dropout;
    private Matrix input;
    private float[][] normalised;
    private float[] deviation;

    FeatureProjection(FeatureScaling scaling, int embedding, SplittableRandom random) {
        int features = scaling.mean().length;
        this.scaling = scaling;
        this.parameters = new Parameters(List.of(
                new Parameters.Shape("projection.weight", features, embedding),
                new Parameters.Shape("projection.scale", 1, embedding),
                new Parameters.Shape("projection.shift", 1, embedding)));
        this.gradients = parameters.zerosLike();
        this.runningMean = Matrix.zeros(1, embedding);
        this.runningVariance = Matrix.zeros(1, embedding);
        weight().fillUniform(1 / Math.sqrt(features), random);
        float[] ones = new float[embedding];
        Arrays.fill(ones, 1);
        parameters.get("projection.scale").write(0, ones);
        runningVariance.write(0, ones);
    }

    Parameters parameters() {
        return parameters;
    }

    Parameters gradients() {
        return gradients;
    }

    /** Mean over recent batches before the normalisation, {@code [1, embedding]}. */
    Matrix runningMean() {
        return runningMean;
    }

    /** Variance over recent batches before the normalisation, {@code [1, embedding]}. */
    Matrix runningVariance() {
        return runningVariance;
    }

    /** Embeds a batch in training. */
    Matrix forward(List<float[]> features, double rate, SplittableRandom random) {
        int rows = features.size();
        input = Matrix.zeros(rows, scaling.mean().length);
        for (int row = 0; row < rows; row++) {
            input.write(row, scaling.apply(features.get(row)));
        }
        dropout = Dropout.draw(rows, input.columns(), rate, random);
        dropout.apply(input);
        Matrix linear = Matrix.zeros(rows, weight().columns());
        Blas.addProduct(input, weight(), linear);
        return normalise(linear);
    }

    /** Sets the gradients from those of the last batch's embeddings, {@code [rows, embedding]}. */
    void backward(Matrix embeddingGradient) {
        int rows = embeddingGradient.rows();
        int size = embeddingGradient.columns();
        float[] scale = row("projection.scale");
        float[][] gradient = embeddingGradient.toArray();
        float[] sum = new float[size];
        float[] projectedSum = new float[size];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < size; i++) {
                sum[i] += gradient[row][i];
                projectedSum[i] += gradient[row][i] * normalised[row][i];
            }
        }
        Matrix linear = Matrix.zeros(rows, size);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < size; i++) {
                gradient[row][i] = scale[i]
                        / deviation[i]
                        * (gradient[row][i] - sum[i] / rows - normalised[row][i] * projectedSum[i] / rows);
            }
            linear.write(row, gradient[row]);
        }
        gradients.get("projection.shift").write(0, sum);
        gradients.get("projection.scale").write(0, projectedSum);
        gradients.get("projection.weight").clear();
        Blas.addTransposedProduct(input, linear, gradients.get("projection.weight"));
    }

    /** The whole projection as learned so far, without dropout, as one affine map. */
    AffineMap folded() {
        float[][] weight = weight().toArray();
        float[] scale = row("projection.scale");
        float[] shift = row("projection.shift");
        float[] mean = runningMean.toArray()[0];
        float[] variance = runningVariance.toArray()[0];
        int size = scale.length;
        float[][] folded = new float[size][weight.length];
        float[] bias = new float[size];
        for (int i = 0; i < size; i++) {
            double factor = scale[i] / Math.sqrt(variance[i] + VARIANCE_FLOOR);
            double constant = shift[i] - mean[i] * factor;
            for (int feature = 0; feature < weight.length; feature++) {
                double w = weight[feature][i] * factor / scaling.deviation()[feature];
                folded[i][feature] = (float) w;
                constant -= w * scaling.mean()[feature];
            }
            bias[i] = (float) constant;
        }
        return new AffineMap(folded, bias);
    }

    private Matrix normalise(Matrix linear) {
        int rows = linear.rows();
        int size = linear.columns();
        normalised = linear.toArray();
        float[] mean = new float[size];
        float[] variance = new float[size];
        deviation = new float[size];
        for (float[] values : normalised) {
            for (int i = 0; i < size; i++) {
                mean[i] += values[i] / rows;
            }
        }
        for (float[] values : normalised) {
            for (int i = 0; i < size; i++) {
                values[i] -= mean[i];
                variance[i] += values[i] * values[i] / rows;
            }
        }
        for (int i = 0; i < size; i++) {
            deviation[i] = (float) Math.sqrt(variance[i] + VARIANCE_FLOOR);
        }
        moveTowards(runningMean, mean);
        moveTowards(runningVariance, variance);
        float[] scale = row("projection.scale");
        float[] shift = row("projection.shift");
        float[] embedding = new float[size];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < size; i++) {
                normalised[row][i] /= deviation[i];
                embedding[i] = normalised[row][i] * scale[i] + shift[i];
            }
            linear.write(row, embedding);
        }
        return linear;
    }

    private static void moveTowards(Matrix running, float[] batch) {
        float[] values = running.toArray()[0];
        for (int i = 0; i < values.length; i++) {
            values[i] += MOMENTUM * (batch[i] - values[i]);
        }
        running.write(0, values);
    }

    private Matrix weight() {
        return parameters.get("projection.weight");
    }

    private float[] row(String name) {
        return parameters.get(name).toArray()[0];
    }
}
