package io.fourfold.model.train;

/**
 * {@code weight · x + bias}.
 *
 * @param weight {@code [outputs][inputs]}
 * @param bias {@code [outputs]}
 */
public record AffineMap(float[][] weight, float[] bias) {

    /** @param x {@code [inputs]} */
    public float[] apply(float[] x) {
        float[] result = new float[bias.length];
        for (int i = 0; i < bias.length; i++) {
            double sum = bias[i];
            for (int j = 0; j < x.length; j++) {
                sum += weight[i][j] * x[j];
            }
            result[i] = (float) sum;
        }
        return result;
    }
}
