package io.fourfold.model.inversion;

import io.fourfold.model.decoder.Matrix;
import io.fourfold.model.decoder.TextEncoder;
import io.fourfold.model.decoder.TextPass;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How near a photo is to texts in general. In many dimensions a few photos are near to everything; taking part of this nearness
 * off the cosine lets the others through (cross-domain similarity local scaling, Conneau et al. 2018).
 *
 * @param texts directions of captions of training photos, {@code [texts][embedding]}
 */
public record Hubness(float[][] texts) {

    /** How many captions are enough. */
    public static final int TEXTS = 500;

    private static final String NAME = "hubness.texts";
    private static final int NEAREST = 5;

    /** Measures with captions, at least five, as tokens. */
    public static Hubness measure(TextEncoder encoder, List<int[]> captions) {
        Matrix states = Matrix.zeros(captions.size(), encoder.words().columns());
        new TextPass(encoder).forward(captions, states);
        return new Hubness(Arrays.stream(states.toArray()).map(Direction::of).toArray(float[][]::new));
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
        return new Hubness(texts.toArray());
    }

    /** By name, for a file. */
    public Map<String, Matrix> matrices() {
        Matrix rows = Matrix.zeros(texts.length, texts.length == 0 ? 0 : texts[0].length);
        for (int i = 0; i < texts.length; i++) {
            rows.write(i, texts[i]);
        }
        return Map.of(NAME, rows);
    }

    /** Mean cosine of a photo's direction with the five texts nearest to it. */
    double of(float[] direction) {
        double[] cosines = new double[texts.length];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = Direction.dot(texts[i], direction);
        }
        Arrays.sort(cosines);
        return Arrays.stream(cosines, Math.max(0, cosines.length - NEAREST), cosines.length)
                .average()
                .orElse(0);
    }
}
