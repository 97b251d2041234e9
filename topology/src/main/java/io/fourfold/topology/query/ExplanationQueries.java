package io.fourfold.topology.query;

import io.fourfold.model.explain.CannotExplainException;
import io.fourfold.model.image.BadPhotoException;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.shard.CaptionedImage;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.Visibility;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Explains what the places of a photo contribute.
 *
 * @param photos looks at photos
 * @param images what they are compared with
 * @param texts understands texts with the network in service, asked once for each query
 * @param files reads photos that are stored
 */
public record ExplanationQueries(
        PhotoQueries photos, ImageQueries images, Supplier<TextQueries> texts, StoredPhotos files) {

    /** The same with nothing but the stored photos that a visibility covers. */
    public ExplanationQueries visibleTo(Visibility visibility) {
        return new ExplanationQueries(photos, images.visibleTo(visibility), texts, files);
    }

    /**
     * Explains a photo that is not stored.
     *
     * @throws BadPhotoException if it is no complete photo
     * @throws CannotExplainException if the network in service cannot tell
     * @throws io.fourfold.model.words.UnknownWordException if the word is not in its vocabulary
     * @throws UnknownImageException if there is no such photo to compare with
     * @throws InexpressibleTextException if the network knows none of the text's words, or there are too many
     * @throws TextSearchMissingException if the network cannot search by text
     * @throws NotReadyException if the index does not answer, or too many photos are being looked at
     */
    public ExplanationAnswer explain(Explained what, byte[] photo) {
        return explanationOf(what).apply(photo);
    }

    /**
     * Explains a stored photo, as {@link #explain(Explained, byte[])} does.
     *
     * @throws UnknownImageException if there is no such photo
     * @throws PhotoNotKeptException if nobody knows where its file is
     * @throws BadPhotoException if its file is not there any more
     * @throws NotReadyException if its file cannot be had at the moment
     */
    public ExplanationAnswer explain(Explained what, String imageId) {
        CaptionedImage.StoredFile file = images.image(imageId)
                .captioned()
                .flatMap(CaptionedImage::file)
                .orElseThrow(() -> new PhotoNotKeptException(imageId));
        return files.read(file, explanationOf(what));
    }

    private Function<byte[], ExplanationAnswer> explanationOf(Explained what) {
        if (what instanceof Explained.Word word) {
            return photo -> photos.explainWord(photo, word.word());
        }
        if (what instanceof Explained.Image image) {
            IndexedImage other = images.embedding(image.imageId());
            return photo -> photos.explainCosine(photo, other.vector(), other.modelVersion(), List.of());
        }
        TextQueries.Understood text = texts.get().understand(((Explained.Text) what).text());
        return photo -> photos.explainCosine(photo, text.vector(), text.modelVersion(), text.unknownWords());
    }
}
