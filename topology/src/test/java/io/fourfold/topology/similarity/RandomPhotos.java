package io.fourfold.topology.similarity;

import java.util.Optional;
import java.util.Random;

/** Vectors in clusters, as photos are: some directions vary much more than others, and many photos are near others. */
public final class RandomPhotos {

    private final Random random;
    private final float[][] centres;

    public RandomPhotos(long seed, int dimensions, int clusters) {
        random = new Random(seed);
        centres = new float[clusters][];
        for (int i = 0; i < clusters; i++) {
            centres[i] = gaussian(dimensions);
        }
    }

    /** Somewhere around a centre. */
    public float[] vector() {
        float[] centre = centres[random.nextInt(centres.length)];
        float[] vector = gaussian(centre.length);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = centre[i] + 0.5f * vector[i];
        }
        return vector;
    }

    public static IndexedImage image(float[] vector) {
        return image(Optional.empty(), vector);
    }

    public static IndexedImage image(Optional<String> owner, float[] vector) {
        return new IndexedImage(owner, Optional.empty(), "v1", "ab", vector);
    }

    private float[] gaussian(int dimensions) {
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (random.nextGaussian() / Math.sqrt(1 + i / 8.0));
        }
        return vector;
    }
}
