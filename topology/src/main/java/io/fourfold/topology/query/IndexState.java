package io.fourfold.topology.query;

import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.topology.store.IndexedImage;
import io.fourfold.topology.store.SimilarImages;
import java.util.List;
import java.util.Optional;

/**
 * The index application's stores, as one instance sees them. Every method throws {@link NotReadyException} while the
 * stores cannot answer.
 */
public interface IndexState {

    /**
     * One store's answers.
     *
     * @param answers one for each partition that answered
     * @param shards how many those are
     */
    record Answers(List<SimilarImages.Hits> answers, Shards shards) {}

    /**
     * The captions of an image.
     *
     * @throws OwnedElsewhereException if another instance keeps them
     */
    Optional<ImageCaptioned> captions(String imageId);

    /**
     * The embedding of an image.
     *
     * @throws OwnedElsewhereException if another instance keeps it
     */
    Optional<IndexedImage> embedding(String imageId);

    /** Asks the partitions on this instance. */
    Answers similar(SimilarImages query);

    /** Number of images in the similarity stores on this instance; 0 while they cannot answer. */
    long indexedPhotos();
}
