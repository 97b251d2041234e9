package io.fourfold.topology.http;

import io.fourfold.model.image.PhotoFormat;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a photo from a request's body; what the client says of its type does not count, its first bytes do. */
final class PhotoBody {

    /** Largest body, in bytes, of a photo that is only looked at. */
    static final int MAX_BYTES = 20 * 1024 * 1024;

    /** Most that is read of the rest of a body that is too large. */
    private static final int MAX_DISCARDED_BYTES = 2 * MAX_BYTES;

    private static final int BUFFER_BYTES = 1 << 16;

    private PhotoBody() {}

    /** Of at most {@link #MAX_BYTES}, as {@link #read(Context, int)}. */
    static byte[] read(Context context) throws IOException {
        return read(context, MAX_BYTES);
    }

    /**
     * The body's bytes.
     *
     * @throws IOException if the client goes away
     * @throws BadBodyException if it is empty, too large or of no supported format
     */
    static byte[] read(Context context, int maxBytes) throws IOException {
        byte[] body = readLimited(context, maxBytes);
        if (body.length == 0) {
            throw new BadBodyException(Problem.of(
                    "empty-body",
                    "Empty body",
                    HttpStatus.BAD_REQUEST,
                    "Send the photo's bytes as the request's body"));
        }
        Optional<String> refusal = PhotoFormat.refusal(body);
        if (refusal.isPresent()) {
            throw new BadBodyException(Problem.of(
                    "unsupported-photo",
                    "Not a supported photo",
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "The body is " + refusal.get()));
        }
        return body;
    }

    private static byte[] readLimited(Context context, int maxBytes) throws IOException {
        InputStream input = context.bodyInputStream();
        boolean announced = context.req().getContentLengthLong() > maxBytes;
        byte[] body = announced ? new byte[0] : input.readNBytes(maxBytes + 1);
        if (announced || body.length > maxBytes) {
            if (!asksFirst(context)) {
                discard(input);
            }
            throw tooLarge(maxBytes);
        }
        return body;
    }

    /** Whether the client sends nothing before it is told to go on, RFC 9110, 10.1.1. */
    private static boolean asksFirst(Context context) {
        return "100-continue".equalsIgnoreCase(context.header("Expect"));
    }

    /** A client that is still sending would hear of a broken connection instead of the answer. */
    private static void discard(InputStream input) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        int left = MAX_DISCARDED_BYTES;
        for (int read = 0; read >= 0 && left > 0; left -= read) {
            read = input.read(buffer);
        }
    }

    private static BadBodyException tooLarge(int maxBytes) {
        return new BadBodyException(Problem.of(
                "body-too-large",
                "Body too large",
                HttpStatus.CONTENT_TOO_LARGE,
                "A photo may have at most " + maxBytes + " bytes here"));
    }
}
