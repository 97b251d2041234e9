package io.fourfold.topology.query;

/** Thrown when a stored photo would have to be looked at again and nobody knows where its file is. */
public final class PhotoNotKeptException extends RuntimeException {

    PhotoNotKeptException(String imageId) {
        super("The file of image '" + imageId
                + "' cannot be read again: it came inside its upload event or by a signed URI, or was"
                + " captioned by an earlier release. POST the file to /v1/explanations instead");
    }
}
