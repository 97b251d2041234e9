package io.fourfold.topology.query;

import io.fourfold.topology.store.Cursor;
import io.fourfold.topology.store.SimilarImages;
import java.util.Optional;

/**
 * Which similar photos are wanted, whatever they are similar to.
 *
 * @param k most hits of a page
 * @param minScore least cosine similarity
 * @param owner only photos of this owner
 * @param album only photos of this album
 * @param cursor end of the page before
 */
public record SimilarRequest(
        int k, float minScore, Optional<String> owner, Optional<String> album, Optional<Cursor> cursor) {

    SimilarImages toQuery(float[] vector, String modelVersion, Optional<String> excludedId) {
        return new SimilarImages(vector, modelVersion, k, minScore, owner, album, excludedId, cursor);
    }
}
