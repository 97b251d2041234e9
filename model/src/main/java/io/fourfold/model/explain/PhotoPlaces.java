package io.fourfold.model.explain;

import io.fourfold.model.encoder.PlaceMap;
import io.fourfold.model.image.DecodedPhoto;
import io.fourfold.model.image.PhotoDecoder;
import io.fourfold.model.linear.Vectors;
import java.util.Arrays;

/**
 * The places of a photo, beside those of an empty one.
 *
 * @param photo what each place gives to the photo's embedding
 * @param empty the same of a photo that has the photo's mean colour everywhere
 */
public record PhotoPlaces(PlaceMap photo, PlaceMap empty) {

    /** A photo of the same mean colour with nothing on it. */
    public static DecodedPhoto empty(DecodedPhoto photo) {
        double[] sums = new double[PhotoDecoder.CHANNELS];
        float[] pixels = photo.pixels();
        for (int i = 0; i < pixels.length; i++) {
            sums[i % sums.length] += pixels[i];
        }
        float[] empty = new float[pixels.length];
        for (int i = 0; i < empty.length; i++) {
            empty[i] = (float) (sums[i % sums.length] * sums.length / pixels.length);
        }
        return new DecodedPhoto(empty);
    }

    /**
     * Explains the cosine of the photo's embedding with another vector, to which each place contributes in proportion to its
     * own product with it.
     *
     * @param vector of another photo or of a text, {@code [embedding]}, not zeros
     */
    public Explanation cosine(float[] vector) {
        float[] embedding = photo.embedding();
        double length = Vectors.length(embedding);
        double[] added = Arrays.stream(added(Vectors.unit(vector)))
                .map(value -> value / length)
                .toArray();
        return Explanation.of(photo.rows(), photo.columns(), added, Vectors.cosine(embedding, vector));
    }

    /**
     * What each place adds to the product of the embedding and a vector, compared with an empty photo.
     *
     * @return {@code [rows * columns]}
     */
    double[] added(float[] vector) {
        int places = photo.embeddings().length;
        double[] added = new double[places];
        for (int place = 0; place < places; place++) {
            added[place] =
                    (Vectors.dot(vector, photo.embeddings()[place]) - Vectors.dot(vector, empty.embeddings()[place]))
                            / places;
        }
        return added;
    }
}
