package io.fourfold.model.image;

/** Thrown for bytes that will never become a photo, however often they are tried; the message says why and what to do. */
public class BadPhotoException extends RuntimeException {

    public BadPhotoException(String message) {
        super(message);
    }

    public BadPhotoException(String message, Throwable cause) {
        super(message, cause);
    }
}
