package io.fourfold.model.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A photo's bytes as its reader has them: without another copy, and until they are taken away from a reader that takes too long.
 *
 * <p>Behind a WebP come as many zeros as the reader of lossless ones looks ahead, and then a failure. That reader takes the
 * end of its input for an exception at each pixel, which it passes over (TwelveMonkeys 3.14): one colour would take a minute
 * for four megapixels, and so would a photo whose bits end too soon.
 */
final class PhotoInput extends ImageInputStreamImpl {

    private static final int LOOKAHEAD_BYTES = 8;

    private final byte[] file;
    private final boolean lookahead;
    private volatile boolean stopped;

    /** @param lookahead whether zeros and a failure follow the file, instead of its end */
    PhotoInput(byte[] file, boolean lookahead) {
        this.file = file;
        this.lookahead = lookahead;
    }

    /** Makes whoever reads fail. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        checkClosed();
        if (stopped) {
            throw new InterruptedIOException("it has been stopped");
        }
        bitOffset = 0;
        long left = file.length + (lookahead ? LOOKAHEAD_BYTES : 0) - streamPos;
        if (left <= 0 && lookahead) {
            throw new IOException("it ends before its pixels do");
        }
        if (left <= 0) {
            return -1;
        }
        int read = (int) Math.min(left, length);
        int ofFile = (int) Math.max(0, Math.min(read, file.length - streamPos));
        System.arraycopy(file, (int) Math.min(streamPos, file.length), target, offset, ofFile);
        Arrays.fill(target, offset + ofFile, offset + read, (byte) 0);
        streamPos += read;
        return read;
    }

    /** In bytes; not known where more is to be read than there is. */
    @Override
    public long length() {
        return lookahead ? -1 : file.length;
    }
}
