package io.fourfold.model.image;

/** The orientation tag of a block of EXIF data, which is a TIFF structure. */
final class ExifOrientation {

    private static final String PREAMBLE = "Exif\0\0";

    private ExifOrientation() {}

    /** Orientation 1 to 8 of the EXIF block at {@code offset}, with or without its preamble; 1 if there is none or it is damaged. */
    static int read(byte[] file, int offset, int length) {
        int preamble = length >= PREAMBLE.length() && isExif(file, offset) ? PREAMBLE.length() : 0;
        return TiffDirectory.first(file, offset + preamble, length - preamble)
                .map(TiffDirectory::orientation)
                .orElse(PhotoFile.UPRIGHT);
    }

    static boolean isExif(byte[] file, int offset) {
        return PhotoFormat.latin1(file, offset, PREAMBLE.length()).equals(PREAMBLE);
    }
}
