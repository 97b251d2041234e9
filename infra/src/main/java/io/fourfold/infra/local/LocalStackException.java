package io.fourfold.infra.local;

/** The local stack cannot start or go on; the message says what to do about it. */
public final class LocalStackException extends RuntimeException {

    public LocalStackException(String message) {
        super(message);
    }

    public LocalStackException(String message, Throwable cause) {
        super(message, cause);
    }
}
