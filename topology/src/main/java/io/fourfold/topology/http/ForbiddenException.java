package io.fourfold.topology.http;

import io.fourfold.topology.access.Scope;

/** Thrown when it is known who asks, but not allowed. */
final class ForbiddenException extends RuntimeException {

    private final String reason;

    private ForbiddenException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    ForbiddenException(Scope missing) {
        this("scope", "This needs the scope '" + missing.label() + "', which the key or token does not have");
    }

    /** Another page's request, with the cookie of ours. */
    static ForbiddenException foreignOrigin() {
        return new ForbiddenException(
                "origin",
                "With the cookie of the page, this is taken from the page only: Sec-Fetch-Site or Origin says otherwise,"
                        + " or nothing");
    }

    /** Another site's page, while access is off. */
    static ForbiddenException foreignPage() {
        return new ForbiddenException("origin", "Another site's page asks for this: Sec-Fetch-Site or Origin says so");
    }

    /** Another name of this machine, while access is off: whoever owns the name has made it one. */
    static ForbiddenException foreignHost() {
        return new ForbiddenException(
                "host",
                "Without access.enabled this answers to localhost and 127.0.0.1 only, and to other names behind a proxy"
                        + " (http.behind.proxy=true)");
    }

    /** As metrics name it. */
    String reason() {
        return reason;
    }
}
