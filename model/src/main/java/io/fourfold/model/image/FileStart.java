package io.fourfold.model.image;

import java.util.Arrays;
import java.util.HexFormat;

/** The first bytes of a file, for a message that tells a person what the file really is. */
final class FileStart {

    private static final int BYTES = 16;

    private FileStart() {}

    /** The start in quotes if it is printable, such as {@code "<!DOCTYPE html>"}; otherwise as hexadecimal bytes. */
    static String describe(byte[] file) {
        byte[] start = Arrays.copyOf(file, Math.min(BYTES, file.length));
        String text = PhotoFormat.latin1(start, 0, start.length);
        boolean printable = text.chars().allMatch(c -> c >= ' ' && c < 0x7F || c == '\n' || c == '\r' || c == '\t');
        if (printable) {
            return '"' + text.strip().replaceAll("\\s+", " ") + '"';
        }
        return "the bytes " + HexFormat.ofDelimiter(" ").formatHex(start);
    }
}
