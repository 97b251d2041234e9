package io.fourfold.topology.similarity;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Where a page of hits ended. The next page holds what ranks after it, so photos that come or go in between neither
 * repeat nor hide others.
 *
 * @param last the last hit of the page before
 * @param fingerprint a number for the query, the same for each of its pages
 */
public record Cursor(SimilarImage last, int fingerprint) {

    private static final int MAX_CHARACTERS = 4_096;
    private static final int CHECKSUM_BYTES = Integer.BYTES;

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
            byte[] bytes = Base64.getUrlDecoder().decode(encoded);
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            if (buffer.getInt() != checksum(bytes)) {
                throw new IllegalArgumentException("wrong checksum");
            }
            int fingerprint = buffer.getInt();
            float score = buffer.getFloat();
            String imageId = StandardCharsets.UTF_8.decode(buffer).toString();
            return new Cursor(new SimilarImage(imageId, score), fingerprint);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + encoded + "' is not a cursor that this service gave out", e);
        }
    }

    /** Opaque form for URLs: checksum, fingerprint, score and id. */
    public String encode() {
        byte[] id = last.imageId().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(CHECKSUM_BYTES + Integer.BYTES + Float.BYTES + id.length)
                .putInt(0)
                .putInt(fingerprint)
                .putFloat(last.score())
                .put(id)
                .array();
        ByteBuffer.wrap(bytes).putInt(checksum(bytes));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Of everything behind the checksum itself; tells a mistyped cursor from a real one. */
    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, CHECKSUM_BYTES, bytes.length - CHECKSUM_BYTES);
        return (int) crc.getValue();
    }
}
