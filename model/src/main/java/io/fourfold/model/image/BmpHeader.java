package io.fourfold.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** The header of a BMP: a BITMAPFILEHEADER and one of the headers that begin like BITMAPCOREHEADER or BITMAPINFOHEADER. */
final class BmpHeader {

    private static final int FILE_HEADER_BYTES = 14;
    private static final int CORE = 12;
    private static final int INFO = 40;
    private static final int V4 = 108;
    private static final Set<Integer> HEADER_BYTES = Set.of(CORE, INFO, 52, 56, V4, 124);

    /** Run-length encoded; the reader has a byte for each pixel then. */
    private static final Set<Integer> RUN_LENGTHS = Set.of(1, 2);

    /** As they are, run-length encoded, or with masks; the others are a JPEG or a PNG in a BMP, for printers. */
    private static final int LAST_COMPRESSION = 3;

    private static final int COLOUR_SPACE = FILE_HEADER_BYTES + 56;
    private static final int SRGB = 0x73524742;

    private BmpHeader() {}

    static PhotoFile scan(byte[] file) {
        if (file.length < FILE_HEADER_BYTES + CORE) {
            return PhotoFile.truncated();
        }
        ByteBuffer header = buffer(file);
        int headerBytes = header.getInt(FILE_HEADER_BYTES);
        if (!HEADER_BYTES.contains(headerBytes)) {
            throw damaged("its header has " + headerBytes + " bytes");
        }
        if (file.length < FILE_HEADER_BYTES + headerBytes) {
            return PhotoFile.truncated();
        }
        boolean core = headerBytes == CORE;
        long width = core ? header.getShort(18) : header.getInt(18);
        long height = Math.abs(core ? (long) header.getShort(20) : (long) header.getInt(22));
        int bitsPerPixel = header.getShort(core ? 24 : 28);
        int compression = core ? 0 : header.getInt(30);
        long pictureBytes = core ? 0 : Integer.toUnsignedLong(header.getInt(34));
        long start = Integer.toUnsignedLong(header.getInt(10));
        if (width <= 0 || height == 0 || bitsPerPixel < 1 || bitsPerPixel > 32) {
            throw damaged("it has " + width + " x " + height + " pixels of " + bitsPerPixel + " bits");
        }
        if (compression < 0 || compression > LAST_COMPRESSION) {
            throw damaged("its compression is " + compression);
        }
        boolean runLengths = RUN_LENGTHS.contains(compression);
        long needed = runLengths ? pictureBytes : (width * bitsPerPixel + 31) / 32 * 4 * height;
        return start + needed <= file.length && start < file.length
                ? PhotoFile.complete(PhotoFile.UPRIGHT, runLengths ? 1 : 0)
                : PhotoFile.truncated();
    }

    /** The file without what leads the reader to a colour profile, within the file or as a path of this machine. */
    static byte[] withoutProfile(byte[] file) {
        if (file.length < COLOUR_SPACE + Integer.BYTES || buffer(file).getInt(FILE_HEADER_BYTES) < V4) {
            return file;
        }
        byte[] bare = file.clone();
        buffer(bare).putInt(COLOUR_SPACE, SRGB);
        return bare;
    }

    private static ByteBuffer buffer(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static BadPhotoException damaged(String why) {
        return new BadPhotoException("the BMP is damaged or of a rare kind: " + why);
    }
}
