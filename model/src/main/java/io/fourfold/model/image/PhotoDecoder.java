package io.fourfold.model.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Turns the bytes of a photo file into the network's input: an upright RGB square of {@link #SIZE} pixels. The photo is
 * squashed, neither cropped nor padded, since the network was trained on squashed photos. Safe for concurrent callers.
 */
public final class PhotoDecoder {

    /** Width and height of the decoded square, in pixels. */
    public static final int SIZE = 224;

    /** Red, green, blue. */
    public static final int CHANNELS = 3;

    /** Photos of more pixels than this are refused by their header. */
    public static final long MAX_PIXELS = 100_000_000;

    /** Skipping source pixels leaves at least this many per axis for each target pixel. */
    private static final int SAMPLES_PER_PIXEL = 4;

    private final SquareResampler resampler = new SquareResampler(SIZE);

    /**
     * Decodes a photo.
     *
     * @param file the bytes of a JPEG (also CMYK), PNG or WebP file
     * @return pixels {@code [224, 224, 3]}, row by row, red, green, blue, each 0 to 255
     * @throws BadPhotoException if the file is empty, of another kind, too large, truncated or damaged
     */
    public float[] decode(byte[] file) {
        if (file.length == 0) {
            throw new BadPhotoException("the file is empty");
        }
        PhotoFormat format = PhotoFormat.of(file).orElseThrow(() -> unknownFormat(file));
        ImageReader reader = reader(format);
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(input, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            requireReasonableSize(format, width, height);
            PhotoFile container = format.scan(file);
            if (!container.complete()) {
                throw truncated(format);
            }
            BufferedImage image = read(reader, format, width, height);
            int[] pixels = RgbPixels.of(image);
            return resampler.upright(
                    resampler.squash(pixels, image.getWidth(), image.getHeight()), container.orientation());
        } catch (BadPhotoException bad) {
            throw bad;
        } catch (IOException | RuntimeException damaged) {
            String reason = Objects.requireNonNullElse(
                    damaged.getMessage(), damaged.getClass().getSimpleName());
            throw new BadPhotoException(
                    "the " + format.label() + " is damaged and cannot be decoded: " + reason, damaged);
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

    private static BufferedImage read(ImageReader reader, PhotoFormat format, int width, int height)
            throws IOException {
        AtomicReference<String> missingData = new AtomicReference<>();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
                missingData.set(warning);
            }
        });
        ImageReadParam parameters = reader.getDefaultReadParam();
        int columnStep = Math.max(1, width / (SIZE * SAMPLES_PER_PIXEL));
        int rowStep = Math.max(1, height / (SIZE * SAMPLES_PER_PIXEL));
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
