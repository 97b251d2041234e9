package io.fourfold.topology.access;

import java.time.Duration;

/** Thrown instead of looking at a credential, since too many of an address were wrong or too many are being looked at. */
public final class TooManyAttemptsException extends RuntimeException {

    private final transient Duration wait;

    /**
     * @param wait after which it may be tried again
     */
    public TooManyAttemptsException(String message, Duration wait) {
        super(message);
        this.wait = wait;
    }

    public Duration waitFor() {
        return wait;
    }
}
