package io.fourfold.topology.query;

import io.fourfold.topology.similarity.Cursor;
import io.fourfold.topology.similarity.SimilarImages;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

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

    /**
     * A number for the query, the same for each of its pages.
     *
     * @param photo what photos are to be similar to
     * @param modelVersion version of the network that embedded it
     */
    int fingerprint(String photo, String modelVersion) {
        CRC32 crc = new CRC32();
        crc.update(
                List.of(photo, modelVersion, minScore, owner, album).toString().getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    /** @throws ForeignCursorException if the cursor is another query's */
    void requireOwnCursor(int fingerprint) {
        if (cursor.isPresent() && cursor.get().fingerprint() != fingerprint) {
            throw new ForeignCursorException();
        }
    }

    SimilarImages toQuery(float[] vector, Optional<String> excludedId) {
        return new SimilarImages(vector, k, minScore, owner, album, excludedId, cursor);
    }
}
