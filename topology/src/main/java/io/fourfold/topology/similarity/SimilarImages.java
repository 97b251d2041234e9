package io.fourfold.topology.similarity;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.query.Query;

/**
 * Asks the similarity store for the nearest photos of a vector (an IQv2 query, KIP-796).
 *
 * @param vector embedding to compare with, of the store's size, finite, not necessarily normalised
 * @param k most hits wanted, at least 1
 * @param minScore least cosine similarity, from -1 to 1
 * @param owner only photos of this owner
 * @param album only photos of this album
 * @param visibility only photos that it covers
 * @param excludedId a photo to leave out, such as the one that the vector comes from
 * @param after only what ranks after this
 */
public record SimilarImages(
        float[] vector,
        int k,
        float minScore,
        Optional<String> owner,
        Optional<String> album,
        Visibility visibility,
        Optional<String> excludedId,
        Optional<Cursor> after)
        implements Query<SimilarImages.Hits> {

    /**
     * One store's answer.
     *
     * @param hits best first, at most k
     * @param more whether further photos rank after the last hit
     */
    public record Hits(List<SimilarImage> hits, boolean more) {

        public Hits {
            hits = List.copyOf(hits);
        }
    }

    public SimilarImages {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(album, "album");
        Objects.requireNonNull(visibility, "visibility");
        Objects.requireNonNull(excludedId, "excludedId");
        Objects.requireNonNull(after, "after");
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, not " + k);
        }
        if (!(minScore >= -1 && minScore <= 1)) {
            throw new IllegalArgumentException("minScore must be from -1 to 1, not " + minScore);
        }
    }

    /** For who may see everything. */
    public SimilarImages(
            float[] vector,
            int k,
            float minScore,
            Optional<String> owner,
            Optional<String> album,
            Optional<String> excludedId,
            Optional<Cursor> after) {
        this(vector, k, minScore, owner, album, Visibility.EVERYTHING, excludedId, after);
    }

    /** The nearest k photos, without any filter. */
    public static SimilarImages of(float[] vector, int k) {
        return new SimilarImages(vector, k, -1, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same of photos that a visibility covers. */
    public SimilarImages visibleTo(Visibility restricted) {
        return new SimilarImages(vector, k, minScore, owner, album, restricted, excludedId, after);
    }

    /** Whose photos and of which albums are wanted; empty if none can be. */
    public Optional<Visibility> wanted() {
        return visibility.narrowed(owner, album);
    }
}
