package io.fourfold.model.train;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * Shifts and scales features to mean 0 and deviation 1.
 *
 * @param mean of each feature
 * @param deviation of each feature, never zero
 */
public record Standardisation(float[] mean, float[] deviation) {

    private static final double SMALLEST_DEVIATION = 1e-3;

    /** @param features {@code [photos][feature]} */
    public static Standardisation measure(float[][] features) {
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
        float[] deviation = new float[size];
        for (int i = 0; i < size; i++) {
            double m = sum[i] / features.length;
            double variance = Math.max(0, squares[i] / features.length - m * m);
            mean[i] = (float) m;
            deviation[i] = (float) Math.max(SMALLEST_DEVIATION, Math.sqrt(variance));
        }
        return new Standardisation(mean, deviation);
    }

    /** Measures the photos and their mirror images. */
    static Standardisation measure(Collection<CaptionedPhoto> photos) {
        return measure(photos.stream()
                .map(CaptionedPhoto::features)
                .flatMap(features -> Stream.of(features.plain(), features.flipped()))
                .toArray(float[][]::new));
    }

    public float[] apply(float[] feature) {
        float[] result = new float[feature.length];
        for (int i = 0; i < feature.length; i++) {
            result[i] = (feature[i] - mean[i]) / deviation[i];
        }
        return result;
    }

    public float[][] apply(float[][] features) {
        return Arrays.stream(features).map(this::apply).toArray(float[][]::new);
    }
}
