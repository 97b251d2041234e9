package io.fourfold.model.explain;

/** Thrown when a network cannot tell what the places of a photo contribute. */
public final class CannotExplainException extends RuntimeException {

    public CannotExplainException(String message) {
        super(message);
    }

    public CannotExplainException(String message, Throwable cause) {
        super(message, cause);
    }
}
