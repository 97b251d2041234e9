package io.fourfold.topology.shard;

import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.Visibility;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An index as somebody sees it who may not know of every photo. Searches are restricted where they are answered, so that
 * other photos take nobody's place; what is asked by its id is looked at here.
 */
record VisibleIndex(IndexState all, Visibility visibility) implements IndexState {

    @Override
    public Found<CaptionedImage> captions(Collection<String> imageIds) {
        return visible(all.captions(imageIds), image -> image.ownership().isVisibleTo(visibility));
    }

    /** A thumbnail does not say whose photo it shows, but the captions do. */
    @Override
    public Found<byte[]> thumbnails(Collection<String> imageIds) {
        Found<CaptionedImage> captions = captions(imageIds);
        Found<byte[]> thumbnails = all.thumbnails(captions.found().keySet());
        Set<String> unanswered = new LinkedHashSet<>(captions.unanswered());
        unanswered.addAll(thumbnails.unanswered());
        return new Found<>(thumbnails.found(), unanswered);
    }

    @Override
    public Found<IndexedImage> embeddings(Collection<String> imageIds) {
        return visible(all.embeddings(imageIds), image -> image.ownership().isVisibleTo(visibility));
    }

    @Override
    public Answers<SimilarImages.Hits> similar(SimilarImages query) {
        return all.similar(query.visibleTo(visibility));
    }

    @Override
    public Answers<ListedImages> list(ShardQuery.Listing query) {
        return all.list(query.visibleTo(visibility));
    }

    /** Whoever may know of all photos of this may also know of more; nobody asks a part of a part. */
    @Override
    public Counted count(Visibility part) {
        if (!part.unrestricted()) {
            throw new IllegalArgumentException("already restricted to " + visibility);
        }
        return all.count(visibility);
    }

    @Override
    public long indexedPhotos() {
        throw new UnsupportedOperationException("the photos of this instance are counted for its metrics alone");
    }

    private static <T> Found<T> visible(Found<T> found, Predicate<T> covered) {
        Map<String, T> visible = new HashMap<>(found.found());
        visible.values().removeIf(covered.negate());
        return new Found<>(visible, found.unanswered());
    }
}
