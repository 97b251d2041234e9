package io.fourfold.model.train;

import java.util.Collection;

/**
 * Shifts and scales features so that each has mean 0 and deviation 1 over the training photos.
 *
 * @param mean of each feature
 * @param deviation of each feature, never zero
 */
record FeatureScaling(float[] mean, float[] deviation) {

    private static final double SMALLEST_DEVIATION = 1e-3;

    /** Measures the photos and their mirror images. */
    static FeatureScaling measure(Collection<CaptionedPhoto> photos) {
        int size = photos.iterator().next().features().plain().length;
        double[] sum = new double[size];
        double[] squares = new double[size];
        for (CaptionedPhoto photo : photos) {
            for (int i = 0; i < size; i++) {
                float plain = photo.features().plain()[i];
                float flipped = photo.features().flipped()[i];
                sum[i] += plain + flipped;
                squares[i] += plain * plain + flipped * flipped;
            }
        }
        int count = 2 * photos.size();
        float[] mean = new float[size];
        float[] deviation = new float[size];
        for (int i = 0; i < size; i++) {
            double m = sum[i] / count;
            mean[i] = (float) m;
            deviation[i] = (float) Math.max(SMALLEST_DEVIATION, Math.sqrt(Math.max(0, squares[i] / count - m * m)));
        }
        return new FeatureScaling(mean, deviation);
    }

    float[] apply(float[] feature) {
        float[] scaled = new float[feature.length];
        for (int i = 0; i < feature.length; i++) {
            scaled[i] = (feature[i] - mean[i]) / deviation[i];
        }
        return scaled;
    }
}
