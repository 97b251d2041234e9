package io.fourfold.topology.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page of hits ended. The next page holds what ranks after it, so photos that come or go in between neither
 * repeat nor hide others.
 *
 * @param last the last hit of the page before
 */
public record Cursor(SimilarImage last) {

    private static final int MAX_CHARACTERS = 4_096;

    /**
     * Reads what {@link #encode()} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Cursor decode(String encoded) {
        try {
            if (encoded.length() > MAX_CHARACTERS) {
                throw new IllegalArgumentException("too long");
            }
            ByteBuffer buffer = ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded));
            float score = buffer.getFloat();
            if (!(score >= -1 && score <= 1)) {
                throw new IllegalArgumentException("score out of range");
            }
            return new Cursor(
                    new SimilarImage(StandardCharsets.UTF_8.decode(buffer).toString(), score));
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + encoded + "' is not a cursor that this service gave out", e);
        }
    }

    /** Opaque form for URLs. */
    public String encode() {
        byte[] id = last.imageId().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(Float.BYTES + id.length)
                .putFloat(last.score())
                .put(id)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
