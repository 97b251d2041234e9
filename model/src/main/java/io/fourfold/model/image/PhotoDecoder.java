package io.fourfold.model.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns the bytes of a photo file into the network's input: an upright RGB square. The photo is
 * squashed, neither cropped nor padded, since the network was trained on squashed photos. Safe for concurrent callers.
 */
public final class PhotoDecoder {

    /** Red, green, blue. */
    public static final int CHANNELS = 3;

    /** Photos of more pixels than this are refused by their header. */
    public static final long MAX_PIXELS = 100_000_000;

    /** Photos that are wider or higher than this are refused: a row of one is decoded at once. */
    public static final int MAX_SIDE = 65_535;

    /** Photos that take longer than this to be decoded are refused; a common one takes a hundredth. */
    public static final Duration MAX_TIME = Duration.ofSeconds(10);

    /** Skipping source pixels leaves at least this many per axis for each target pixel. */
    private static final int SAMPLES_PER_PIXEL = 4;

    private final int side;
    private final SquareResampler resampler;
    private final DecodingMemory memory;
    private final TimeLimit time;

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
        this(side, memory, MAX_TIME);
    }

    PhotoDecoder(int side, DecodingMemory memory, Duration time) {
        this.side = side;
        this.resampler = new SquareResampler(side);
        this.memory = memory;
        this.time = new TimeLimit(time);
    }

    /**
     * Decodes a photo.
     *
     * @param file the bytes of a JPEG (also CMYK), PNG, WebP, TIFF (its first page), GIF (its first picture) or BMP file, or
     *     of a HEIC or AVIF file where an ImageIO plugin reads it
     * @return pixels {@code [side, side, 3]}, row by row, red, green, blue, each 0 to 255
     * @throws BadPhotoException if the file is empty, of another kind, too large, truncated or damaged, has far too few
     *     bytes for its pixels or far too many besides, takes longer than {@link #MAX_TIME}, or needs more memory than there
     *     is for all photos together
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
        try (PhotoReading reading = new PhotoReading(file, time)) {
            PhotoFile container = reading.container();
            PhotoSize size = reading.size(container);
            PhotoReading.Steps steps = new PhotoReading.Steps(step(size.width()), step(size.height()));
            return reading.decode(
                    container,
                    size,
                    steps,
                    memory,
                    image -> result.apply(new Samples(
                            RgbPixels.of(image),
                            image.getWidth(),
                            image.getHeight(),
                            size.width(),
                            size.height(),
                            container.orientation())));
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

    /** Every how many source pixels one is kept. */
    private int step(int length) {
        return Math.max(1, length / (side * SAMPLES_PER_PIXEL));
    }
}
