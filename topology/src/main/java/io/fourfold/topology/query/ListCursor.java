package io.fourfold.topology.query;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page of a list ended: behind which photo the next one begins, whether there is one of that id or not.
 *
 * @param imageId the last id that the page covers
 */
public record ListCursor(String imageId) {

    private static final String PREFIX = "id:";

    /**
     * Reads what {@link #encode()} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static ListCursor decode(String encoded) {
        String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("'" + encoded + "' is not a cursor that this service gave out");
        }
        return new ListCursor(text.substring(PREFIX.length()));
    }

    /** Opaque form for URLs. */
    public String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((PREFIX + imageId).getBytes(StandardCharsets.UTF_8));
    }
}
