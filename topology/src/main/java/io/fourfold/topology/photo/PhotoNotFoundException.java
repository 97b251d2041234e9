package io.fourfold.topology.photo;

import io.fourfold.model.image.BadPhotoException;

/** Thrown when a photo's store answers, repeatedly, that it has no such photo or does not hand it out. */
public final class PhotoNotFoundException extends BadPhotoException {

    public PhotoNotFoundException(String message) {
        super(message);
    }
}
