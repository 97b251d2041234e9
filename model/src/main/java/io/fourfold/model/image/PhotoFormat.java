package io.fourfold.model.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of photo file that can be decoded, recognised by their first bytes and never by a file name. */
public enum PhotoFormat {
    JPEG("JPEG", "image/jpeg") {
        @Override
        boolean startsLike(byte[] file) {
            return file.length >= 3 && file[0] == (byte) 0xFF && file[1] == (byte) 0xD8 && file[2] == (byte) 0xFF;
        }

        @Override
        PhotoFile scan(byte[] file) {
            return JpegSegments.scan(file);
        }
    },
    PNG("PNG", "image/png") {
        @Override
        boolean startsLike(byte[] file) {
            return latin1(file, 0, 8).equals("\u0089PNG\r\n\u001a\n");
        }

        @Override
        PhotoFile scan(byte[] file) {
            return PngChunks.scan(file);
        }
    },
    WEBP("WebP", "image/webp") {
        @Override
        boolean startsLike(byte[] file) {
            return latin1(file, 0, 4).equals("RIFF") && latin1(file, 8, 4).equals("WEBP");
        }

        @Override
        PhotoFile scan(byte[] file) {
            return WebpChunks.scan(file);
        }
    };

    private final String label;
    private final String contentType;

    PhotoFormat(String label, String contentType) {
        this.label = label;
        this.contentType = contentType;
    }

    /** The format of a file by its first bytes, or empty for anything else. */
    public static Optional<PhotoFormat> of(byte[] file) {
        return Arrays.stream(values()).filter(format -> format.startsLike(file)).findFirst();
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

    abstract boolean startsLike(byte[] file);

    /** Walks the container without decoding a pixel. */
    abstract PhotoFile scan(byte[] file);

    static String latin1(byte[] file, int offset, int length) {
        if (offset + length > file.length) {
            return "";
        }
        return new String(file, offset, length, StandardCharsets.ISO_8859_1);
    }
}
