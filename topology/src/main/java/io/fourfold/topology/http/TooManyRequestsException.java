package io.fourfold.topology.http;

import java.time.Duration;

/** Thrown when a client asks for more than one client may. */
final class TooManyRequestsException extends RuntimeException {

    private final Duration wait;

    TooManyRequestsException(String message, Duration wait) {
        super(message);
        this.wait = wait;
    }

    Problem problem() {
        return Problem.of(
                "too-many-requests", "Too many requests", io.javalin.http.HttpStatus.TOO_MANY_REQUESTS, getMessage());
    }

    /** After how many seconds more may be asked for, at least 1. */
    String retryAfter() {
        return Long.toString(Math.max(1, wait.toSeconds()));
    }
}
