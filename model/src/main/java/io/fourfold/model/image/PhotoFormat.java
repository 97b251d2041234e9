package io.fourfold.model.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The kinds of photo file, recognised by their first bytes and never by a file name. */
public enum PhotoFormat {
    JPEG("JPEG", file -> startsWith("\u00ff\u00d8\u00ff", file), JpegSegments::scan, JpegSegments::bare, "image/jpeg"),
    PNG("PNG", file -> startsWith("\u0089PNG\r\n\u001a\n", file), PngChunks::scan, "image/png"),
    WEBP(
            "WebP",
            file -> startsWith("RIFF", file) && latin1(file, 8, 4).equals("WEBP"),
            WebpChunks::scan,
            WebpChunks::bare,
            "image/webp"),
    TIFF(
            "TIFF",
            file -> startsWith("II*\0", file) || startsWith("MM\0*", file),
            TiffFile::scan,
            TiffFile::bare,
            "image/tiff"),
    GIF("GIF", file -> startsWith("GIF87a", file) || startsWith("GIF89a", file), GifBlocks::scan, "image/gif"),
    BMP("BMP", file -> startsWith("BM", file), BmpHeader::scan, BmpHeader::withoutProfile, "image/bmp"),
    /** Read by a plugin, if there is one. */
    HEIC("HEIC", file -> IsoBoxes.hasBrand(file, IsoBoxes.HEIC), IsoBoxes::scan, "image/heic", "image/heif"),
    /** Read by a plugin, if there is one. */
    AVIF("AVIF", file -> IsoBoxes.hasBrand(file, IsoBoxes.AVIF), IsoBoxes::scan, "image/avif");

    private final String label;
    private final Predicate<byte[]> start;
    private final Function<byte[], PhotoFile> scanner;
    private final UnaryOperator<byte[]> bare;
    private final List<String> contentTypes;

    PhotoFormat(String label, Predicate<byte[]> start, Function<byte[], PhotoFile> scanner, String... contentTypes) {
        this(label, start, scanner, UnaryOperator.identity(), contentTypes);
    }

    PhotoFormat(
            String label,
            Predicate<byte[]> start,
            Function<byte[], PhotoFile> scanner,
            UnaryOperator<byte[]> bare,
            String... contentTypes) {
        this.label = label;
        this.start = start;
        this.scanner = scanner;
        this.bare = bare;
        this.contentTypes = List.of(contentTypes);
    }

    /** The format of a file by its first bytes, or empty for anything else; whether it can be read here is another question. */
    public static Optional<PhotoFormat> of(byte[] file) {
        return Arrays.stream(values()).filter(format -> format.start.test(file)).findFirst();
    }

    /** What a file is instead of a photo that can be read here, and what to do; empty if it is one by its first bytes. */
    public static Optional<String> refusal(byte[] file) {
        Optional<PhotoFormat> format = of(file);
        if (format.isEmpty()) {
            return Optional.of(
                    "not a photo of a supported kind (" + labels() + "): it starts with " + FileStart.describe(file));
        }
        return format.filter(known -> !known.isReadable())
                .map(known ->
                        known.label + ", which cannot be read here: convert the photo to JPEG, or put an ImageIO plugin"
                                + " for " + known.contentType() + " on FOURFOLD_CLASSPATH");
    }

    /** What people call it, for messages. */
    public String label() {
        return label;
    }

    /** The media type, such as {@code image/jpeg}. */
    public String contentType() {
        return contentTypes.get(0);
    }

    /** Whether there is a reader of it; of some formats only a plugin on the class path has one. */
    public boolean isReadable() {
        return readers().findAny().isPresent();
    }

    /** The labels of all that can be read here, for messages: {@code JPEG, PNG, WebP, TIFF, GIF, BMP}. */
    public static String labels() {
        return Arrays.stream(values())
                .filter(PhotoFormat::isReadable)
                .map(PhotoFormat::label)
                .collect(Collectors.joining(", "));
    }

    /**
     * Walks the container without decoding a pixel.
     *
     * @throws BadPhotoException if it has too much of something, or is damaged
     */
    PhotoFile scan(byte[] file) {
        return scanner.apply(file);
    }

    /** The file as its reader is to have it. */
    PhotoInput input(byte[] file) {
        return new PhotoInput(bare.apply(file), this == WEBP);
    }

    /** @throws IllegalStateException if there is none */
    ImageReader reader() {
        return readers()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no reader for " + label + " on the class path: add the TwelveMonkeys ImageIO plugins"));
    }

    private Stream<ImageReader> readers() {
        return contentTypes.stream()
                .map(ImageIO::getImageReadersByMIMEType)
                .filter(Iterator::hasNext)
                .map(Iterator::next);
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
