package io.fourfold.model.image;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.util.Arrays;

/** The orientation tag of a block of EXIF data. */
final class ExifOrientation {

    private static final String PREAMBLE = "Exif\0\0";

    private ExifOrientation() {}

    /** Orientation 1 to 8 of the EXIF block at {@code offset}, with or without its preamble; 1 if there is none or it is damaged. */
    static int read(byte[] file, int offset, int length) {
        boolean preamble = PhotoFormat.latin1(file, offset, Math.min(length, PREAMBLE.length()))
                .equals(PREAMBLE);
        int start = preamble ? offset + PREAMBLE.length() : offset;
        Metadata metadata = new Metadata();
        new ExifReader().extract(new ByteArrayReader(Arrays.copyOfRange(file, start, offset + length)), metadata);
        ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        if (directory == null) {
            return PhotoFile.UPRIGHT;
        }
        Integer orientation = directory.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
        return orientation == null || orientation < 1 || orientation > 8 ? PhotoFile.UPRIGHT : orientation;
    }

    static boolean isExif(byte[] file, int offset) {
        return PhotoFormat.latin1(file, offset, PREAMBLE.length()).equals(PREAMBLE);
    }
}
