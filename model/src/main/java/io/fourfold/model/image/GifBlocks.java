package io.fourfold.model.image;

/** Walks the blocks of a GIF (GIF89a) to its trailer; what follows that is ignored. */
final class GifBlocks {

    private static final int COLOUR_FLAGS = 10;
    private static final int HEADER_BYTES = 13;
    private static final int DESCRIPTOR_BYTES = 10;
    private static final int EXTENSION = 0x21;
    private static final int PICTURE = 0x2C;
    private static final int TRAILER = 0x3B;

    private final byte[] file;
    private int position = HEADER_BYTES;

    private GifBlocks(byte[] file) {
        this.file = file;
    }

    static PhotoFile scan(byte[] file) {
        return new GifBlocks(file).reachesEnd() ? PhotoFile.complete(PhotoFile.UPRIGHT, 0) : PhotoFile.truncated();
    }

    private boolean reachesEnd() {
        if (file.length < HEADER_BYTES) {
            return false;
        }
        MetadataLimit metadata = new MetadataLimit(PhotoFormat.GIF);
        boolean picture = false;
        skipColours(file[COLOUR_FLAGS]);
        while (position < file.length) {
            int kind = file[position];
            if (kind == TRAILER) {
                return picture;
            }
            if (kind == EXTENSION) {
                int start = position;
                position += 2;
                skipParts();
                metadata.take(position - start);
            } else if (kind == PICTURE && position + DESCRIPTOR_BYTES < file.length) {
                position += DESCRIPTOR_BYTES;
                skipColours(file[position - 1]);
                position++;
                skipParts();
                picture = true;
            } else {
                return false;
            }
        }
        return false;
    }

    private void skipColours(int flags) {
        if ((flags & 0x80) != 0) {
            position += 3 * (2 << (flags & 7));
        }
    }

    /** Parts of up to 255 bytes, of which an empty one is the last. */
    private void skipParts() {
        int length = 1;
        while (length > 0 && position < file.length) {
            length = Byte.toUnsignedInt(file[position]);
            position += 1 + length;
        }
    }
}
