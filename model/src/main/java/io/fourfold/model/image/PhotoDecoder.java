package io.fourfold.model.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Turns the bytes of a photo file into the network's input: an upright RGB square. The photo is
 * squashed, neither cropped nor padded, since the network was trained on squashed photos. Safe for concurrent callers.
 */
public final class PhotoDecoder {

    /** Red, green, blue. */
    public static final int CHANNELS = 3;

    /** Photos of more pixels than this are refused by their header. */
    public static final long MAX_PIXELS = 100_000_000;

    /** Photos of more pixels than this have more than a byte for {@value #MOST_PIXELS_PER_BYTE} of the rest. */
    private static final long PIXELS_OF_ANY_FILE = 10_000_000;

    /** Even one colour takes a JPEG, a PNG or a lossy WebP more than that; for a lossless WebP a hundred bytes are enough. */
    private static final long MOST_PIXELS_PER_BYTE = 10_000;

    private static final int MEGABYTE = 1024 * 1024;

    /** Skipping source pixels leaves at least this many per axis for each target pixel. */
    private static final int SAMPLES_PER_PIXEL = 4;

    /** Of a pixel of the subsampled photo: its raster, in the worst case of 16 bits a channel, and two of its conversions. */
    private static final int BYTES_PER_SAMPLE = 16;

    private final int side;
    private final SquareResampler resampler;
    private final DecodingMemory memory;

    /**
     * Decodes within {@link DecodingMemory#ofHeap() the memory that all of this process shares}.
     *
     * @param side width and height of the decoded square, in pixels
     */
    public PhotoDecoder(int side) {
        this(side, DecodingMemory.ofHeap());
    }

    /**
     * @param side width and height of the decoded square, in pixels
     * @param memory that photos take while they are decoded
     */
    public PhotoDecoder(int side, DecodingMemory memory) {
        this.side = side;
        this.resampler = new SquareResampler(side);
        this.memory = memory;
    }

    /**
     * Decodes a photo.
     *
     * @param file the bytes of a JPEG (also CMYK), PNG or WebP file
     * @return pixels {@code [side, side, 3]}, row by row, red, green, blue, each 0 to 255
     * @throws BadPhotoException if the file is empty, of another kind, too large, truncated or damaged, has far too few
     *     bytes for its pixels, or needs more memory than there is for all photos together
     */
    public float[] decode(byte[] file) {
        return decode(file, this::square);
    }

    /**
     * Decodes a photo as {@link #decode(byte[])} does, and makes a small picture of it from the same pixels.
     *
     * @throws BadPhotoException as there
     */
    public DecodedPhoto decodeWithThumbnail(byte[] file) {
        return decode(file, samples -> new DecodedPhoto(square(samples), Optional.of(thumbnail(samples))));
    }

    private <T> T decode(byte[] file, Function<Samples, T> result) {
        if (file.length == 0) {
            throw new BadPhotoException("the file is empty");
        }
        PhotoFormat format = PhotoFormat.of(file).orElseThrow(() -> unknownFormat(file));
        ImageReader reader = reader(format);
        try (ImageInputStream input = new MemoryCacheImageInputStream(format.input(file))) {
            reader.setInput(input, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            requireReasonableSize(format, width, height);
            PhotoFile container = format.scan(file);
            if (!container.complete()) {
                throw truncated(format);
            }
            long needed = neededBytes(container, width, height);
            requireThatFits(format, width, height, needed);
            requireContent(format, width, height, file.length);
            return memory.using(
                    needed, () -> result.apply(samples(reader, format, width, height, container.orientation())));
        } catch (UncheckedIOException damaged) {
            throw damaged(format, damaged.getCause());
        } catch (BadPhotoException bad) {
            throw bad;
        } catch (IOException | RuntimeException damaged) {
            throw damaged(format, damaged);
        } finally {
            reader.dispose();
        }
    }

    /**
     * Decodes a file as {@link #decode(byte[])} does its bytes.
     *
     * @throws BadPhotoException whose message names the file
     * @throws IOException if it cannot be read
     */
    public float[] decode(Path file) throws IOException {
        try {
            return decode(Files.readAllBytes(file));
        } catch (BadPhotoException bad) {
            throw new BadPhotoException(file + ": " + bad.getMessage(), bad);
        }
    }

    /**
     * A photo of which some source pixels have been skipped, along each side as many as fit it.
     *
     * @param pixels packed {@code 0xRRGGBB}, {@code [sampledHeight * sampledWidth]}
     * @param width of the photo itself, not turned yet
     * @param height of the photo itself, not turned yet
     */
    private record Samples(int[] pixels, int sampledWidth, int sampledHeight, int width, int height, int orientation) {}

    private Samples samples(ImageReader reader, PhotoFormat format, int width, int height, int orientation) {
        try {
            BufferedImage image = read(reader, format, width, height);
            return new Samples(RgbPixels.of(image), image.getWidth(), image.getHeight(), width, height, orientation);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private float[] square(Samples samples) {
        float[] square = resampler.squash(samples.pixels(), samples.sampledWidth(), samples.sampledHeight());
        return resampler.upright(square, samples.orientation());
    }

    private static Thumbnail thumbnail(Samples samples) {
        BufferedImage picture = UprightPicture.image(samples.pixels(), samples.sampledWidth(), samples.sampledHeight());
        double scale = Math.min(1, (double) Thumbnail.LONGEST_SIDE / Math.max(samples.width(), samples.height()));
        return Thumbnail.of(UprightPicture.upright(
                picture, samples.orientation(), scale * samples.width(), scale * samples.height()));
    }

    /** What the reader keeps of every pixel, and what is made of those that are left after skipping. */
    private long neededBytes(PhotoFile container, int width, int height) {
        long samples = (long) (width / step(width) + 1) * (height / step(height) + 1);
        return (long) width * height * container.bytesPerPixel() + samples * BYTES_PER_SAMPLE;
    }

    /** Every how many source pixels one is kept. */
    private int step(int length) {
        return Math.max(1, length / (side * SAMPLES_PER_PIXEL));
    }

    private void requireThatFits(PhotoFormat format, int width, int height, long needed) {
        if (!memory.everFits(needed)) {
            throw new BadPhotoException(String.format(
                    Locale.ROOT,
                    "the %s of %d x %d pixels needs %d MB to be decoded, more than the %d MB for all photos: scale it down,"
                            + " or give the process more heap (-Xmx)",
                    format.label(),
                    width,
                    height,
                    needed / MEGABYTE,
                    memory.bytes() / MEGABYTE));
        }
    }

    /** A few bytes that ask for seconds of work are no photo. */
    private static void requireContent(PhotoFormat format, int width, int height, int bytes) {
        if ((long) width * height - PIXELS_OF_ANY_FILE > bytes * MOST_PIXELS_PER_BYTE) {
            throw new BadPhotoException(String.format(
                    Locale.ROOT,
                    "the %s has %d x %d pixels in %d bytes, which is no photo",
                    format.label(),
                    width,
                    height,
                    bytes));
        }
    }

    private static BadPhotoException damaged(PhotoFormat format, Exception failure) {
        String reason = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        return new BadPhotoException("the " + format.label() + " is damaged and cannot be decoded: " + reason, failure);
    }

    private BufferedImage read(ImageReader reader, PhotoFormat format, int width, int height) throws IOException {
        AtomicReference<String> missingData = new AtomicReference<>();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
                missingData.set(warning);
            }
        });
        ImageReadParam parameters = reader.getDefaultReadParam();
        int columnStep = step(width);
        int rowStep = step(height);
        parameters.setSourceSubsampling(columnStep, rowStep, columnStep / 2, rowStep / 2);
        BufferedImage image = reader.read(0, parameters);
        if (missingData.get() != null) {
            throw truncated(format);
        }
        return image;
    }

    private static ImageReader reader(PhotoFormat format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(format.contentType());
        if (!readers.hasNext()) {
            throw new IllegalStateException(
                    "no reader for " + format.label() + " on the class path: add the TwelveMonkeys ImageIO plugins");
        }
        return readers.next();
    }

    private static void requireReasonableSize(PhotoFormat format, int width, int height) {
        if ((long) width * height > MAX_PIXELS) {
            throw new BadPhotoException(String.format(
                    Locale.ROOT,
                    "the %s has %d x %d pixels, more than the limit of %d megapixels: scale it down first",
                    format.label(),
                    width,
                    height,
                    MAX_PIXELS / 1_000_000));
        }
    }

    private static BadPhotoException truncated(PhotoFormat format) {
        return new BadPhotoException(
                "the " + format.label() + " is truncated: its end is missing, send the whole file");
    }

    private static BadPhotoException unknownFormat(byte[] file) {
        return new BadPhotoException("not a photo of a supported kind (" + PhotoFormat.labels() + "): it starts with "
                + FileStart.describe(file));
    }
}
