package io.fourfold.topology.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;

/** Spares clients an answer that they have already (RFC 9110, 13.1.2). */
final class Revalidation {

    /** What is answered may change at any time, so whoever keeps it asks whether it still holds. */
    private static final String CACHING = "private, no-cache";

    private Revalidation() {}

    /**
     * Marks the answer, and sends a 304 if the client has it.
     *
     * @param tag in quotation marks
     * @return whether nothing else is to be sent
     */
    static boolean holds(Context context, String tag) {
        context.header(Header.ETAG, tag).header(Header.CACHE_CONTROL, CACHING);
        String atHand = context.header(Header.IF_NONE_MATCH);
        boolean holds = atHand != null && (atHand.equals("*") || atHand.contains(tag));
        if (holds) {
            context.status(HttpStatus.NOT_MODIFIED);
        }
        return holds;
    }
}
