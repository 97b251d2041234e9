package io.fourfold.infra.bench;

import io.fourfold.model.Network;
import io.fourfold.schemas.ImageEmbedded;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** Embeddings like those of real photos: each is a real one with noise half as long as itself. */
public final class SyntheticPhotos {

    private static final String SHA256 = "00".repeat(32);

    private final String modelVersion;
    private final List<float[]> real;

    /**
     * @param real embeddings of photos
     */
    public SyntheticPhotos(String modelVersion, List<float[]> real) {
        this.modelVersion = modelVersion;
        this.real = List.copyOf(real);
    }

    /** Hands over that many photos, the same ones for the same seed. */
    public void generate(int count, long seed, BiConsumer<String, ImageEmbedded> target) {
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            float[] photo = real.get(i % real.size());
            double noise = length(photo) / (2 * Math.sqrt(Network.EMBEDDING_SIZE));
            List<Float> vector = new ArrayList<>(photo.length);
            for (float number : photo) {
                vector.add((float) (number + noise * random.nextGaussian()));
            }
            target.accept(id(i), new ImageEmbedded(vector, modelVersion, SHA256, null, null));
        }
    }

    /** Id of the photo that is generated at that place. */
    public static String id(int i) {
        return "synthetic-" + i;
    }

    private static double length(float[] vector) {
        double squares = 0;
        for (float number : vector) {
            squares += number * number;
        }
        return Math.sqrt(squares);
    }
}
