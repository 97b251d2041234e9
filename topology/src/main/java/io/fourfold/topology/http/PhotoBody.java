package io.fourfold.topology.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a photo from a request's body; what the client says of its type does not count, its first bytes do. */
final class PhotoBody {

    /** Largest body, in bytes. */
    static final int MAX_BYTES = 20 * 1024 * 1024;

    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WEBP = "WEBP".getBytes(StandardCharsets.US_ASCII);
    private static final int WEBP_OFFSET = 8;

    private PhotoBody() {}

    /**
     * The body's bytes.
     *
     * @throws IOException if the client goes away
     * @throws BadBodyException if it is empty, too large or no JPEG, PNG or WebP
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
        if (!isSupported(body)) {
            throw new BadBodyException(Problem.of(
                    "unsupported-photo",
                    "Not a supported photo",
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "The body is no JPEG, PNG or WebP file"));
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

    private static boolean isSupported(byte[] body) {
        return matches(body, 0, JPEG)
                || matches(body, 0, PNG)
                || (matches(body, 0, RIFF) && matches(body, WEBP_OFFSET, WEBP));
    }

    private static boolean matches(byte[] body, int offset, byte[] magic) {
        return body.length >= offset + magic.length
                && Arrays.equals(body, offset, offset + magic.length, magic, 0, magic.length);
    }
}
