package io.fourfold.model.text;

import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How near a photo is to texts in general. In many dimensions a few photos are near to everything; taking part of this nearness
 * off the cosine lets the others through (cross-domain similarity local scaling, Conneau et al. 2018).
 *
 * @param texts directions of captions of training photos, {@code [texts, embedding]}
 */
public record Hubness(Matrix texts) {

    /** How many captions are enough. */
    public static final int TEXTS = 500;

    private static final String NAME = "hubness.texts";
    private static final int NEAREST = 10;

    /** Measures with captions as tokens. */
    public static Hubness measure(TextDirections directions, List<int[]> captions) {
        Matrix texts =
                Matrix.zeros(captions.size(), directions.encoder().words().columns());
        List<float[]> read = directions.of(captions);
        for (int i = 0; i < read.size(); i++) {
            texts.write(i, read.get(i));
        }
        return new Hubness(texts);
    }

    /**
     * Reads what {@link #matrices} returned.
     *
     * @throws IllegalArgumentException if it is missing or of another width
     */
    public static Hubness of(int size, Map<String, Matrix> saved) {
        Matrix found = saved.get(NAME);
        Matrix texts = Matrix.zeros(found == null ? 0 : found.rows(), size);
        texts.copySaved(NAME, found);
        return new Hubness(texts);
    }

    /** By name, for a file. */
    public Map<String, Matrix> matrices() {
        return Map.of(NAME, texts);
    }

    /**
     * Mean cosine of each photo with the ten texts nearest to it.
     *
     * @param photos directions, {@code [photos, embedding]}
     */
    public double[] of(Matrix photos) {
        Matrix cosines = Matrix.zeros(photos.rows(), texts.rows());
        Blas.addProductTransposed(photos, texts, cosines);
        return Arrays.stream(cosines.toArray())
                .mapToDouble(Hubness::meanOfNearest)
                .toArray();
    }

    private static double meanOfNearest(float[] cosines) {
        Arrays.sort(cosines);
        int nearest = Math.min(NEAREST, cosines.length);
        double sum = 0;
        for (int i = cosines.length - nearest; i < cosines.length; i++) {
            sum += cosines[i];
        }
        return nearest == 0 ? 0 : sum / nearest;
    }
}
