package io.fourfold.model.adapt;

/**
 * Shifts and scales features to mean 0 and deviation 1.
 *
 * @param mean of each feature
 * @param scale one over the deviation of each feature
 */
record Standardisation(float[] mean, float[] scale) {

    private static final double SMALLEST_DEVIATION = 1e-3;

    /** @param features {@code [photos][feature]} */
    static Standardisation measure(float[][] features) {
        int size = features[0].length;
        double[] sum = new double[size];
        double[] squares = new double[size];
        for (float[] feature : features) {
            for (int i = 0; i < size; i++) {
                sum[i] += feature[i];
                squares[i] += feature[i] * feature[i];
            }
        }
        float[] mean = new float[size];
        float[] scale = new float[size];
        for (int i = 0; i < size; i++) {
            double m = sum[i] / features.length;
            double variance = Math.max(0, squares[i] / features.length - m * m);
            mean[i] = (float) m;
            scale[i] = (float) (1 / Math.max(SMALLEST_DEVIATION, Math.sqrt(variance)));
        }
        return new Standardisation(mean, scale);
    }

    float[] apply(float[] feature) {
        float[] result = new float[feature.length];
        for (int i = 0; i < feature.length; i++) {
            result[i] = (feature[i] - mean[i]) * scale[i];
        }
        return result;
    }

    float[][] apply(float[][] features) {
        float[][] result = new float[features.length][];
        for (int row = 0; row < features.length; row++) {
            result[row] = apply(features[row]);
        }
        return result;
    }
}
