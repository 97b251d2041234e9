package io.fourfold.topology.query;

import io.fourfold.topology.shard.CaptionedImage;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.Ownership;
import io.fourfold.topology.similarity.Visibility;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the index knows of a photo; at least one of the two.
 *
 * @param imageId its id
 * @param captioned its captions, if they have arrived
 * @param embedded its embedding, if it has arrived
 */
public record DescribedImage(String imageId, Optional<CaptionedImage> captioned, Optional<IndexedImage> embedded) {

    /** To whom it belongs. */
    public Ownership ownership() {
        return captioned
                .map(CaptionedImage::ownership)
                .or(() -> embedded.map(IndexedImage::ownership))
                .orElseThrow();
    }

    /** Whether somebody may know of all of it; while it moves to another owner, its parts may belong to different ones. */
    public boolean isVisibleTo(Visibility visibility) {
        return Stream.concat(
                        captioned.map(CaptionedImage::ownership).stream(),
                        embedded.map(IndexedImage::ownership).stream())
                .allMatch(ownership -> ownership.isVisibleTo(visibility));
    }
}
