package io.fourfold.topology.error;

/** Thrown when stores cannot answer now but soon will: they start, restore or move to another instance. */
public final class NotReadyException extends RuntimeException {

    public NotReadyException(String message) {
        super(message);
    }
}
