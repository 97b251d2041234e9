package io.fourfold.topology.deadletter;

/** A dead letter has no photo that can be shown. */
public final class NoPhotoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoPhotoException(String reason) {
        super(reason);
    }
}
