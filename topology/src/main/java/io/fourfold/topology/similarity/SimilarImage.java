package io.fourfold.topology.similarity;

import java.util.Comparator;

/**
 * A photo that looks alike. Best first; equal scores in the order of their ids, so that the order is the same each time.
 *
 * @param imageId id of the photo
 * @param score cosine similarity, from -1 to 1
 */
public record SimilarImage(String imageId, float score) implements Comparable<SimilarImage> {

    private static final Comparator<SimilarImage> BEST_FIRST =
            Comparator.comparing(SimilarImage::score).reversed().thenComparing(SimilarImage::imageId);

    @Override
    public int compareTo(SimilarImage other) {
        return BEST_FIRST.compare(this, other);
    }
}
