package io.fourfold.bench;

import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.topology.kafka.AvroVector;
import java.util.List;
import java.util.function.BiConsumer;

/** Photos that were never taken, with embeddings spread as those of real ones are. */
public record SyntheticPhotos(String modelVersion, PhotoVectors vectors) {

    private static final String SHA256 = "00".repeat(32);

    /** Hands over that many photos, the same ones each time. */
    void generate(int count, BiConsumer<String, ImageEmbedded> target) {
        for (int i = 0; i < count; i++) {
            List<Float> vector = AvroVector.of(vectors.vector(i));
            target.accept(id(i), new ImageEmbedded(vector, modelVersion, SHA256, null, null));
        }
    }

    /** Id of the photo that is generated at that place. */
    public static String id(int i) {
        return "synthetic-" + i;
    }
}
