package io.fourfold.model.image;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The kinds of photo file that can be decoded, recognised by their first bytes and never by a file name. */
public enum PhotoFormat {
    JPEG(
            "JPEG",
            "image/jpeg",
            file -> startsWith("\u00ff\u00d8\u00ff", file),
            JpegSegments::scan,
            ByteArrayInputStream::new),
    PNG(
            "PNG",
            "image/png",
            file -> startsWith("\u0089PNG\r\n\u001a\n", file),
            PngChunks::scan,
            ByteArrayInputStream::new),
    WEBP(
            "WebP",
            "image/webp",
            file -> startsWith("RIFF", file) && latin1(file, 8, 4).equals("WEBP"),
            WebpChunks::scan,
            WebpInput::new);

    private final String label;
    private final String contentType;
    private final Predicate<byte[]> start;
    private final Function<byte[], PhotoFile> scanner;
    private final Function<byte[], InputStream> input;

    PhotoFormat(
            String label,
            String contentType,
            Predicate<byte[]> start,
            Function<byte[], PhotoFile> scanner,
            Function<byte[], InputStream> input) {
        this.label = label;
        this.contentType = contentType;
        this.start = start;
        this.scanner = scanner;
        this.input = input;
    }

    /** The format of a file by its first bytes, or empty for anything else. */
    public static Optional<PhotoFormat> of(byte[] file) {
        return Arrays.stream(values()).filter(format -> format.start.test(file)).findFirst();
    }

    /** What people call it, for messages. */
    public String label() {
        return label;
    }

    /** The media type, such as {@code image/jpeg}. */
    public String contentType() {
        return contentType;
    }

    /** All labels, for messages: {@code JPEG, PNG, WebP}. */
    public static String labels() {
        return Arrays.stream(values()).map(PhotoFormat::label).collect(Collectors.joining(", "));
    }

    /** Walks the container without decoding a pixel. */
    PhotoFile scan(byte[] file) {
        return scanner.apply(file);
    }

    /** The file as its reader is to have it. */
    InputStream input(byte[] file) {
        return input.apply(file);
    }

    private static boolean startsWith(String bytes, byte[] file) {
        return latin1(file, 0, bytes.length()).equals(bytes);
    }

    static String latin1(byte[] file, int offset, int length) {
        if (offset + length > file.length) {
            return "";
        }
        return new String(file, offset, length, StandardCharsets.ISO_8859_1);
    }
}
