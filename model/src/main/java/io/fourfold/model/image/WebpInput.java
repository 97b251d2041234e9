package io.fourfold.model.image;

import java.io.IOException;
import java.io.InputStream;

/**
 * A WebP as its reader wants it: the file, as many zeros as the reader of lossless ones looks ahead, and then a failure. That
 * reader takes the end of its input for an exception at each pixel, which it passes over (TwelveMonkeys 3.14): one colour
 * would take a minute for four megapixels, and so would a photo whose bits end too soon.
 */
final class WebpInput extends InputStream {

    private static final int LOOKAHEAD_BYTES = 8;

    private final byte[] file;
    private int position;

    WebpInput(byte[] file) {
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        if (position >= file.length + LOOKAHEAD_BYTES) {
            throw new IOException("it ends before its pixels do");
        }
        int at = position++;
        return at < file.length ? Byte.toUnsignedInt(file[at]) : 0;
    }
}
