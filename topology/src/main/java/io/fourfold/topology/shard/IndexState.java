package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.Visibility;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * The index application's stores, all partitions of them. Every method throws {@link NotReadyException} while the
 * application does not run on this instance.
 */
public interface IndexState {

    /**
     * One store's answers.
     *
     * @param <A> what a partition answers
     * @param answers one for each partition that answered
     * @param shards how many those are
     */
    record Answers<A>(List<A> answers, Shards shards) {}

    /**
     * What is kept of photos, by their ids.
     *
     * @param <T> what that is
     * @param found of those photos that there are
     * @param unanswered ids whose partition did not answer
     */
    record Found<T>(Map<String, T> found, Collection<String> unanswered) {}

    /**
     * How many photos there are.
     *
     * @param photos in the partitions that answered
     * @param total partitions that there are
     * @param missing those that did not answer
     */
    record Counted(long photos, int total, SortedSet<Integer> missing) {

        /** How many partitions answered. */
        public Shards shards() {
            return new Shards(total - missing.size(), total);
        }
    }

    /** The captions of photos. */
    Found<CaptionedImage> captions(Collection<String> imageIds);

    /** The thumbnails of photos, JPEG files. */
    Found<byte[]> thumbnails(Collection<String> imageIds);

    /** The embeddings of photos. */
    Found<IndexedImage> embeddings(Collection<String> imageIds);

    /**
     * The photos nearest to a vector.
     *
     * @throws NotReadyException if no partition answers
     */
    Answers<SimilarImages.Hits> similar(SimilarImages query);

    /**
     * Photos in the order of their ids, of each partition its own.
     *
     * @throws NotReadyException if no partition answers
     */
    Answers<ListedImages> list(ShardQuery.Listing query);

    /**
     * The photos of all partitions that answer.
     *
     * @param visibility counts only those that it covers
     */
    Counted count(Visibility visibility);

    /** Number of images in the similarity stores on this instance; 0 while they cannot answer. */
    long indexedPhotos();

    /** This index as if there were nothing but the photos that a visibility covers. */
    default IndexState visibleTo(Visibility visibility) {
        return visibility.unrestricted() ? this : new VisibleIndex(this, visibility);
    }
}
