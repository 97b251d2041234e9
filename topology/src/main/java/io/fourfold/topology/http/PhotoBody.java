package io.fourfold.topology.http;

import io.fourfold.model.image.PhotoFormat;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;

/** Reads a photo from a request's body; what the client says of its type does not count, its first bytes do. */
final class PhotoBody {

    /** Largest body, in bytes. */
    static final int MAX_BYTES = 20 * 1024 * 1024;

    private PhotoBody() {}

    /**
     * The body's bytes.
     *
     * @throws IOException if the client goes away
     * @throws BadBodyException if it is empty, too large or of no supported format
     */
    static byte[] read(Context context) throws IOException {
        byte[] body = readLimited(context);
        if (body.length == 0) {
            throw new BadBodyException(Problem.of(
                    "empty-body",
                    "Empty body",
                    HttpStatus.BAD_REQUEST,
                    "Send the photo's bytes as the request's body"));
        }
        if (PhotoFormat.of(body).isEmpty()) {
            throw new BadBodyException(Problem.of(
                    "unsupported-photo",
                    "Not a supported photo",
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "The body is none of " + PhotoFormat.labels()));
        }
        return body;
    }

    private static byte[] readLimited(Context context) throws IOException {
        if (context.req().getContentLengthLong() > MAX_BYTES) {
            throw tooLarge();
        }
        byte[] body = context.bodyInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw tooLarge();
        }
        return body;
    }

    private static BadBodyException tooLarge() {
        return new BadBodyException(Problem.of(
                "body-too-large",
                "Body too large",
                HttpStatus.CONTENT_TOO_LARGE,
                "A photo may have at most " + MAX_BYTES + " bytes"));
    }
}
