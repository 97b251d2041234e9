package io.fourfold.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * As many embeddings as wanted, spread as those of real photos are: first the photos themselves, then neighbours of
 * theirs. A neighbour is a photo plus half of the difference between two others, scaled so that neighbours lie around
 * their photo as photos lie around their mean.
 *
 * @param photos embeddings of at least three photos
 */
record PhotoVectors(List<float[]> photos, long seed) {

    private static final double JITTER = 0.5 / Math.sqrt(2);

    /** The vector with this number, the same each time. */
    float[] vector(int number) {
        float[] photo = photos.get(number % photos.size());
        if (number < photos.size()) {
            return photo;
        }
        SplittableRandom random = new SplittableRandom(seed + number);
        float[] from = photos.get(random.nextInt(photos.size()));
        float[] to = photos.get(random.nextInt(photos.size()));
        float[] vector = new float[photo.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (photo[i] + JITTER * (to[i] - from[i]));
        }
        return vector;
    }

    /** An image id of usual length for it, a UUID. */
    static String id(int number) {
        return new UUID(new SplittableRandom(number).nextLong(), number).toString();
    }

    /** The number in an id. */
    static int number(String id) {
        return (int) UUID.fromString(id).getLeastSignificantBits();
    }
}
