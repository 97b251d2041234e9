package io.fourfold.model.image;

import java.util.Optional;
import java.util.Set;

/** The first page of a TIFF (TIFF 6.0): where its strips or tiles are, and how large they are once they are decoded. */
final class TiffFile {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_LENGTHS = 279;
    private static final int PLANES = 284;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;

    /** What pixels are decoded by, without resolution, texts, colour profiles, EXIF and other directories. */
    private static final Set<Integer> NEEDED = Set.of(
            WIDTH,
            HEIGHT,
            BITS,
            COMPRESSION,
            262,
            266,
            STRIP_OFFSETS,
            SAMPLES,
            ROWS_PER_STRIP,
            STRIP_LENGTHS,
            PLANES,
            292,
            293,
            317,
            320,
            TILE_WIDTH,
            TILE_HEIGHT,
            TILE_OFFSETS,
            TILE_LENGTHS,
            338,
            339,
            347,
            529,
            530,
            531,
            532);

    private static final int OLD_JPEG = 6;
    private static final int JPEG = 7;
    private static final int MOST_SAMPLES = 5;
    private static final int MOST_BITS = 64;

    /** A strip or tile is there as it comes out of its compression, as samples, and as pixels. */
    private static final int COPIES = 3;

    private static final int COEFFICIENT_BYTES = 8;

    private TiffFile() {}

    static PhotoFile scan(byte[] file) {
        Optional<TiffDirectory> first = TiffDirectory.first(file, 0, file.length);
        if (first.isEmpty()) {
            return PhotoFile.truncated();
        }
        TiffDirectory page = first.get();
        boolean tiled = page.values(TILE_WIDTH).isPresent();
        long[] offsets = page.values(tiled ? TILE_OFFSETS : STRIP_OFFSETS).orElseGet(() -> new long[0]);
        long[] lengths = page.values(tiled ? TILE_LENGTHS : STRIP_LENGTHS).orElseGet(() -> new long[0]);
        long width = page.value(tiled ? TILE_WIDTH : WIDTH, 0);
        long height = tiled
                ? page.value(TILE_HEIGHT, 0)
                : Math.min(page.value(ROWS_PER_STRIP, Long.MAX_VALUE), page.value(HEIGHT, 0));
        long samples = page.largest(SAMPLES, 1);
        long bits = page.largest(BITS, 1);
        requireReasonable(width, height, samples, bits);
        if (offsets.length == 0 || offsets.length != lengths.length || !within(file, offsets, lengths)) {
            return PhotoFile.truncated();
        }
        long compression = page.largest(COMPRESSION, 1);
        requireReasonable(file, compression, offsets, lengths, width * height);
        long inOne = page.largest(PLANES, 1) == 2 ? 1 : samples;
        long partBytes = height * ((width * inOne * bits + 7) / 8);
        long extraBytes = partBytes * COPIES + (compression == JPEG ? width * height * COEFFICIENT_BYTES : 0);
        return new PhotoFile(true, page.orientation(), 0, extraBytes);
    }

    /** A copy whose only directory has nothing but what is needed. */
    static byte[] bare(byte[] file) {
        byte[] bare = file.clone();
        TiffDirectory.first(bare, 0, bare.length).ifPresent(page -> page.keep(NEEDED));
        return bare;
    }

    private static boolean within(byte[] file, long[] offsets, long[] lengths) {
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] + lengths[i] > file.length) {
                return false;
            }
        }
        return true;
    }

    private static void requireReasonable(long width, long height, long samples, long bits) {
        boolean sides = width > 0 && height > 0 && width <= PhotoDecoder.MAX_SIDE && height <= PhotoDecoder.MAX_SIDE;
        if (!sides || samples < 1 || samples > MOST_SAMPLES || bits < 1 || bits > MOST_BITS) {
            throw new BadPhotoException("the TIFF is damaged or of a rare kind: its parts have " + width + " x "
                    + height + " pixels of " + samples + " x " + bits + " bits");
        }
    }

    /** A JPEG within a TIFF has a size of its own, by which its reader takes memory. */
    private static void requireReasonable(byte[] file, long compression, long[] offsets, long[] lengths, long pixels) {
        if (compression == OLD_JPEG) {
            throw new BadPhotoException("the TIFF is compressed in the old way by JPEG (6): write it anew");
        }
        if (compression != JPEG) {
            return;
        }
        for (int i = 0; i < offsets.length; i++) {
            if (JpegSegments.pixels(file, (int) offsets[i], (int) lengths[i]) > pixels) {
                throw new BadPhotoException("the TIFF is damaged: a JPEG in it is larger than its place");
            }
        }
    }
}
