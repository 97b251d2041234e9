package io.fourfold.model.train;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What the backbone sees in a photo.
 *
 * @param plain pooled feature of the photo
 * @param flipped pooled feature of its mirror image
 * @param parts pooled features of parts of it, enlarged
 */
public record PhotoFeatures(float[] plain, float[] flipped, List<float[]> parts) {

    public PhotoFeatures {
        parts = List.copyOf(parts);
    }

    /** Without parts. */
    PhotoFeatures(float[] plain, float[] flipped) {
        this(plain, flipped, List.of());
    }

    /** One of them all, by chance. */
    float[] any(SplittableRandom random) {
        int chosen = random.nextInt(2 + parts.size());
        if (chosen < 2) {
            return chosen == 0 ? plain : flipped;
        }
        return parts.get(chosen - 2);
    }
}
