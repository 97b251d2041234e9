package io.fourfold.model;

import io.fourfold.model.decoder.Caption;
import io.fourfold.model.explain.CannotExplainException;
import io.fourfold.model.explain.PhotoPlaces;
import io.fourfold.model.explain.WordExplanation;
import io.fourfold.model.image.BadPhotoException;
import io.fourfold.model.image.DecodedPhoto;
import io.fourfold.model.inversion.TextSearch;
import io.fourfold.model.words.LearnedWord;
import io.fourfold.model.words.UnknownWordException;
import io.fourfold.model.words.WordVectors;
import java.util.List;

/** The one network behind all four uses. Implementations are safe for concurrent callers. */
public interface Network extends AutoCloseable {

    /** Length of every image embedding. */
    int EMBEDDING_SIZE = 300;

    /** Version of the weights; embeddings of different versions must never be compared. */
    String version();

    /**
     * Decodes a photo.
     *
     * @param file a photo file's bytes, of a kind that {@link io.fourfold.model.image.PhotoFormat} knows
     * @throws BadPhotoException if the bytes are not a complete photo of a supported kind and size
     */
    DecodedPhoto decode(byte[] file);

    /**
     * Decodes a photo and makes a thumbnail of it, if this network can.
     *
     * @throws BadPhotoException as {@link #decode}
     */
    default DecodedPhoto decodeWithThumbnail(byte[] file) {
        return decode(file);
    }

    /**
     * Encodes a photo.
     *
     * @return the image embedding, {@code [300]}, not normalised
     */
    float[] embed(DecodedPhoto photo);

    /**
     * Decodes and encodes a photo.
     *
     * @param file a photo file's bytes, of a kind that {@link io.fourfold.model.image.PhotoFormat} knows
     * @return the image embedding, {@code [300]}, not normalised
     * @throws BadPhotoException if the bytes are not a complete photo of a supported kind and size
     */
    default float[] embed(byte[] file) {
        return embed(decode(file));
    }

    /**
     * Describes a photo by beam search. Captions have a confidence if this network was calibrated.
     *
     * @param embedding an image embedding of this network, {@code [300]}
     * @return the beam, best first, never empty
     */
    List<Caption> captions(float[] embedding);

    /** Describes several photos as one by one, perhaps in less time. */
    default List<List<Caption>> captions(List<float[]> embeddings) {
        return embeddings.stream().map(this::captions).toList();
    }

    /**
     * Finds photos by text.
     *
     * @throws IllegalStateException if this network was trained without a text encoder
     */
    TextSearch textSearch();

    /** The words that the decoder learned. */
    WordVectors words();

    /** The same words as they are in the weights, most frequent first, for publishing them. */
    List<LearnedWord> vocabulary();

    /**
     * Orthonormal directions that hold most of the length of image embeddings, which speeds up comparing these.
     *
     * @return at most {@code most}, {@code [300]} each; none if that is not known
     */
    default List<float[]> principalAxes(int most) {
        return List.of();
    }

    /**
     * Looks at the places of a photo, to explain what each contributes.
     *
     * @throws CannotExplainException if this network cannot tell
     */
    default PhotoPlaces places(DecodedPhoto photo) {
        throw new CannotExplainException("the network " + version() + " cannot tell what places contribute");
    }

    /**
     * Explains why the network says a word about a photo, or what speaks for saying it.
     *
     * @throws UnknownWordException if the word is not in the vocabulary
     */
    default WordExplanation explain(PhotoPlaces places, String word) {
        throw new CannotExplainException("the network " + version() + " cannot tell what places contribute");
    }

    @Override
    void close();
}
