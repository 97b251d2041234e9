package io.fourfold.topology.error;

/** Thrown for a record that will never be handled, however often it is tried; the message says why. */
public final class BadRecordException extends RuntimeException {

    public BadRecordException(String message) {
        super(message);
    }
}
