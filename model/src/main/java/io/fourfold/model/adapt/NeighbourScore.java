package io.fourfold.model.adapt;

import io.fourfold.model.linear.Vectors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well features find photos that people describe alike: the mean cosine of a photo's captions to those of its nearest
 * neighbours by cosine of features.
 */
final class NeighbourScore {

    private static final int NEIGHBOURS = 5;

    private NeighbourScore() {}

    /**
     * Scores features.
     *
     * @param features {@code [photos][feature]}
     * @param captions of each photo
     * @return 0 to 1
     */
    static double of(float[][] features, List<SparseVector> captions) {
        float[][] unit = Arrays.stream(features).map(Vectors::unit).toArray(float[][]::new);
        return IntStream.range(0, unit.length)
                        .parallel()
                        .mapToDouble(photo -> ofOne(photo, unit, captions))
                        .sum()
                / unit.length;
    }

    /** As {@link #of} with every feature shifted and scaled to mean 0 and deviation 1 over these photos. */
    static double ofStandardised(float[][] features, List<SparseVector> captions) {
        return of(Standardisation.measure(features).apply(features), captions);
    }

    private static double ofOne(int photo, float[][] unit, List<SparseVector> captions) {
        double[] cosines = new double[unit.length];
        for (int other = 0; other < unit.length; other++) {
            cosines[other] = Vectors.dot(unit[photo], unit[other]);
        }
        return IntStream.range(0, unit.length)
                .filter(other -> other != photo)
                .boxed()
                .sorted(Comparator.comparingDouble(other -> -cosines[other]))
                .limit(NEIGHBOURS)
                .mapToDouble(other -> captions.get(photo).dot(captions.get(other)))
                .average()
                .orElse(0);
    }
}
