package io.fourfold.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Walks the RIFF chunks of a WebP (RFC 9649); the file is complete if it holds as many bytes as its header promises. */
final class WebpChunks {

    private static final int RIFF_HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;

    /** The reader decodes the whole photo, with its transparency. */
    private static final int BYTES_PER_PIXEL = 4;

    private WebpChunks() {}

    static PhotoFile scan(byte[] file) {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long end = CHUNK_HEADER_BYTES + Integer.toUnsignedLong(buffer.getInt(4));
        if (end > file.length) {
            return new PhotoFile(false, PhotoFile.UPRIGHT, BYTES_PER_PIXEL);
        }
        int orientation = PhotoFile.UPRIGHT;
        long position = RIFF_HEADER_BYTES;
        while (position + CHUNK_HEADER_BYTES <= end) {
            long length = Integer.toUnsignedLong(buffer.getInt((int) position + 4));
            long data = position + CHUNK_HEADER_BYTES;
            if (data + length > end) {
                return new PhotoFile(false, orientation, BYTES_PER_PIXEL);
            }
            if (PhotoFormat.latin1(file, (int) position, 4).equals("EXIF")) {
                orientation = ExifOrientation.read(file, (int) data, (int) length);
            }
            position = data + length + (length & 1);
        }
        return new PhotoFile(true, orientation, BYTES_PER_PIXEL);
    }
}
