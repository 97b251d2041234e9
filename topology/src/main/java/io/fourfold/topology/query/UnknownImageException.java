package io.fourfold.topology.query;

/** Thrown for an image id that the index does not have. */
public final class UnknownImageException extends RuntimeException {

    public UnknownImageException(String imageId) {
        super("There is no image '" + imageId + "'; it may not be described yet, or it was deleted");
    }
}
