package io.fourfold.bench;

import io.fourfold.schemas.ImageEmbedded;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Photos that were never taken, with embeddings spread as those of real ones are. */
public final class SyntheticPhotos {

    private static final String SHA256 = "00".repeat(32);

    private final String modelVersion;
    private final PhotoVectors vectors;

    SyntheticPhotos(String modelVersion, PhotoVectors vectors) {
        this.modelVersion = modelVersion;
        this.vectors = vectors;
    }

    /** Hands over that many photos, the same ones each time. */
    void generate(int count, BiConsumer<String, ImageEmbedded> target) {
        for (int i = 0; i < count; i++) {
            List<Float> vector = new ArrayList<>();
            for (float number : vectors.vector(i)) {
                vector.add(number);
            }
            target.accept(id(i), new ImageEmbedded(vector, modelVersion, SHA256, null, null));
        }
    }

    /** Id of the photo that is generated at that place. */
    public static String id(int i) {
        return "synthetic-" + i;
    }
}
