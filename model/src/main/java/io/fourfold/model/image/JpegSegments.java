package io.fourfold.model.image;

/** Walks the marker segments of a JPEG (ITU-T T.81, annex B) to its end-of-image marker; what follows that is ignored. */
final class JpegSegments {

    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int APP1 = 0xE1;
    private static final int PROGRESSIVE_FRAME = 0xC2;

    /** A progressive JPEG's scans add to coefficients of all three channels, of two bytes each, until the last one. */
    private static final int COEFFICIENT_BYTES = 6;

    private final byte[] file;
    private int position = 2;
    private int orientation = PhotoFile.UPRIGHT;
    private boolean progressive;

    private JpegSegments(byte[] file) {
        this.file = file;
    }

    static PhotoFile scan(byte[] file) {
        JpegSegments segments = new JpegSegments(file);
        boolean complete = segments.reachesEnd();
        return new PhotoFile(complete, segments.orientation, segments.progressive ? COEFFICIENT_BYTES : 0);
    }

    private boolean reachesEnd() {
        while (true) {
            int marker = nextMarker();
            if (marker < 0) {
                return false;
            }
            if (marker == END_OF_IMAGE) {
                return true;
            }
            if (hasNoLength(marker)) {
                continue;
            }
            if (position + 2 > file.length) {
                return false;
            }
            int length = (file[position] & 0xFF) << 8 | file[position + 1] & 0xFF;
            if (length < 2 || position + length > file.length) {
                return false;
            }
            if (marker == APP1 && ExifOrientation.isExif(file, position + 2)) {
                orientation = ExifOrientation.read(file, position + 2, length - 2);
            }
            progressive |= marker == PROGRESSIVE_FRAME;
            position += length;
            if (marker == START_OF_SCAN) {
                skipEntropyCodedData();
            }
        }
    }

    /** The code after the next 0xFF, however many fill bytes come before it; -1 at the end of the file. */
    private int nextMarker() {
        while (position < file.length && file[position] != (byte) 0xFF) {
            position++;
        }
        while (position < file.length && file[position] == (byte) 0xFF) {
            position++;
        }
        return position < file.length ? file[position++] & 0xFF : -1;
    }

    /** Stops at the 0xFF of the first marker that is neither a stuffed zero nor a restart. */
    private void skipEntropyCodedData() {
        while (position + 1 < file.length) {
            int code = file[position + 1] & 0xFF;
            if (file[position] == (byte) 0xFF && code != 0xFF && !hasNoLength(code)) {
                return;
            }
            position++;
        }
        position = file.length;
    }

    private static boolean hasNoLength(int marker) {
        return marker == 0x00 || marker == 0x01 || marker >= 0xD0 && marker <= 0xD8;
    }
}
