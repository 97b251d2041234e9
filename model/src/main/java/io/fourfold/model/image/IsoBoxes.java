package io.fourfold.model.image;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.stream.IntStream;

/** Walks the boxes of a file in the ISO base media format (ISO/IEC 14496-12), which HEIC and AVIF are. */
final class IsoBoxes {

    static final Set<String> HEIC = Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs");
    static final Set<String> AVIF = Set.of("avif", "avis");

    private static final int HEADER_BYTES = 8;

    /** What a decoder of another library keeps of a pixel: two planes of colour and their pixels. */
    private static final int BYTES_PER_PIXEL = 12;

    private IsoBoxes() {}

    /** Whether one of those is among the brands that the file says it follows. */
    static boolean hasBrand(byte[] file, Set<String> brands) {
        if (!PhotoFormat.latin1(file, 4, 4).equals("ftyp")) {
            return false;
        }
        int end = Math.min(file.length, ByteBuffer.wrap(file).getInt(0));
        return IntStream.iterate(HEADER_BYTES, at -> at + 4 <= end, at -> at + 4)
                .anyMatch(at -> brands.contains(PhotoFormat.latin1(file, at, 4)));
    }

    static PhotoFile scan(byte[] file) {
        ByteBuffer buffer = ByteBuffer.wrap(file);
        long position = 0;
        while (position + HEADER_BYTES <= file.length) {
            long length = Integer.toUnsignedLong(buffer.getInt((int) position));
            if (length == 1 && position + 2 * HEADER_BYTES <= file.length) {
                length = buffer.getLong((int) position + HEADER_BYTES);
            }
            if (length == 0) {
                position = file.length;
            } else if (length < HEADER_BYTES || length > file.length - position) {
                return PhotoFile.truncated();
            } else {
                position += length;
            }
        }
        // Readers of other libraries turn the photo, since its file says how by a property of the picture.
        return PhotoFile.complete(PhotoFile.UPRIGHT, BYTES_PER_PIXEL);
    }
}
