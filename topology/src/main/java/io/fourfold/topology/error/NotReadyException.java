package io.fourfold.topology.error;

/** Thrown when stores cannot answer now but soon will: they start, restore or move to another instance. */
public final class NotReadyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotReadyException(String message) {
        super(message);
    }
}
