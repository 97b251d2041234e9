package io.fourfold.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Walks the RIFF chunks of a WebP (RFC 9649); the file is complete if it holds as many bytes as its header promises. */
final class WebpChunks {

    private static final int RIFF_HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;

    /** The reader decodes the whole photo, with its transparency. */
    private static final int BYTES_PER_PIXEL = 4;

    private static final Set<String> METADATA = Set.of("EXIF", "XMP ", "ICCP");

    private static final byte[] TEXT = {'X', 'M', 'P', ' '};

    private static final int LOSSY_SIZE = 6;
    private static final int SIDE = 0x3FFF;

    private final byte[] file;
    private final ByteBuffer buffer;
    private final MetadataLimit metadata = new MetadataLimit(PhotoFormat.WEBP);
    private final List<Integer> hidden = new ArrayList<>();
    private int orientation = PhotoFile.UPRIGHT;
    private long canvas = Long.MAX_VALUE;

    private WebpChunks(byte[] file) {
        this.file = file;
        this.buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    static PhotoFile scan(byte[] file) {
        WebpChunks chunks = new WebpChunks(file);
        return chunks.reachEnd() ? PhotoFile.complete(chunks.orientation, BYTES_PER_PIXEL) : PhotoFile.truncated();
    }

    /**
     * A copy where colour profiles that are not sound have the name of a text, over which the reader passes.
     */
    static byte[] bare(byte[] file) {
        byte[] bare = file.clone();
        WebpChunks chunks = new WebpChunks(bare);
        chunks.reachEnd();
        chunks.hidden.forEach(at -> System.arraycopy(TEXT, 0, bare, at, TEXT.length));
        return bare;
    }

    private boolean reachEnd() {
        if (file.length < RIFF_HEADER_BYTES) {
            return false;
        }
        long end = CHUNK_HEADER_BYTES + Integer.toUnsignedLong(buffer.getInt(4));
        if (end > file.length) {
            return false;
        }
        long position = RIFF_HEADER_BYTES;
        while (position + CHUNK_HEADER_BYTES <= end) {
            long length = Integer.toUnsignedLong(buffer.getInt((int) position + 4));
            long data = position + CHUNK_HEADER_BYTES;
            if (data + length > end) {
                return false;
            }
            chunk(PhotoFormat.latin1(file, (int) position, 4), (int) data, (int) length);
            position = data + length + (length & 1);
        }
        return true;
    }

    private void chunk(String type, int data, int length) {
        if (METADATA.contains(type)) {
            metadata.take(length);
        }
        if (type.equals("ICCP") && !ColourProfile.isSound(Arrays.copyOfRange(file, data, data + length))) {
            hidden.add(data - CHUNK_HEADER_BYTES);
        }
        if (type.equals("EXIF")) {
            orientation = ExifOrientation.read(file, data, length);
        }
        if (type.equals("VP8X") && length >= 10) {
            canvas = (uint24(data + 4) + 1L) * (uint24(data + 7) + 1L);
        }
        if (pixels(type, data, length) > canvas) {
            throw new BadPhotoException("the WebP is damaged: its picture is larger than its canvas");
        }
    }

    /** Pixels of a chunk's bitstream by its own header; 0 of other chunks. */
    private long pixels(String type, int data, int length) {
        if (type.equals("VP8 ") && length >= LOSSY_SIZE + 4) {
            return (long) (buffer.getShort(data + LOSSY_SIZE) & SIDE) * (buffer.getShort(data + LOSSY_SIZE + 2) & SIDE);
        }
        if (type.equals("VP8L") && length >= 5) {
            int size = buffer.getInt(data + 1);
            return ((size & SIDE) + 1L) * ((size >> 14 & SIDE) + 1L);
        }
        return 0;
    }

    private int uint24(int at) {
        return Short.toUnsignedInt(buffer.getShort(at)) | Byte.toUnsignedInt(buffer.get(at + 2)) << 16;
    }
}
