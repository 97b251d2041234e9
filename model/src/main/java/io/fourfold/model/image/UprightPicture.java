package io.fourfold.model.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** A photo as people look at it: upright and in its own shape. */
public final class UprightPicture {

    /** Skipping source pixels leaves at least this many per axis for each target pixel. */
    private static final int SAMPLES_PER_PIXEL = 2;

    private static final DirectColorModel RGB = new DirectColorModel(24, 0xFF0000, 0xFF00, 0xFF);

    private UprightPicture() {}

    /**
     * Reads a photo.
     *
     * @param file one that {@link PhotoDecoder} decodes
     * @param longestSide width or height, whichever is longer, in pixels; a photo that is larger is scaled down
     * @return opaque sRGB
     * @throws BadPhotoException if it cannot be read
     */
    public static BufferedImage read(byte[] file, int longestSide) {
        try (PhotoReading reading = new PhotoReading(file, new TimeLimit(PhotoDecoder.MAX_TIME))) {
            PhotoFile container = reading.container();
            PhotoSize size = reading.size(container);
            int step = Math.max(1, Math.max(size.width(), size.height()) / (longestSide * SAMPLES_PER_PIXEL));
            return reading.decode(
                    container,
                    size,
                    new PhotoReading.Steps(step, step),
                    DecodingMemory.ofHeap(),
                    image -> upright(image, container.orientation(), longestSide));
        }
    }

    private static BufferedImage upright(BufferedImage image, int orientation, int longestSide) {
        double scale = Math.min(1, (double) longestSide / Math.max(image.getWidth(), image.getHeight()));
        return upright(
                image(RgbPixels.of(image), image.getWidth(), image.getHeight()),
                orientation,
                scale * image.getWidth(),
                scale * image.getHeight());
    }

    /** Packed {@code 0xRRGGBB} pixels, {@code [height * width]}, as an image that shares them. */
    static BufferedImage image(int[] pixels, int width, int height) {
        WritableRaster raster = Raster.createPackedRaster(
                new DataBufferInt(pixels, pixels.length), width, height, width, RGB.getMasks(), null);
        return new BufferedImage(RGB, raster, false, null);
    }

    /**
     * Scales an image and turns it.
     *
     * @param wantedWidth before it is turned; its shape may differ from the source's
     * @param wantedHeight before it is turned
     */
    static BufferedImage upright(BufferedImage source, int orientation, double wantedWidth, double wantedHeight) {
        int width = Math.max(1, (int) Math.round(wantedWidth));
        int height = Math.max(1, (int) Math.round(wantedHeight));
        BufferedImage image = source;
        // Bilinear filtering looks at no more than half of the pixels otherwise.
        while (image.getWidth() >= 2 * width || image.getHeight() >= 2 * height) {
            int columns = image.getWidth() >= 2 * width ? 2 : 1;
            int rows = image.getHeight() >= 2 * height ? 2 : 1;
            AffineTransform halving = AffineTransform.getScaleInstance(1.0 / columns, 1.0 / rows);
            image = transformed(image, halving, image.getWidth() / columns, image.getHeight() / rows);
        }
        AffineTransform transform = turning(orientation, width, height);
        transform.scale((double) width / image.getWidth(), (double) height / image.getHeight());
        boolean turned = orientation > 4;
        return transformed(image, transform, turned ? height : width, turned ? width : height);
    }

    private static BufferedImage transformed(BufferedImage image, AffineTransform transform, int width, int height) {
        BufferedImage transformed = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = transformed.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(image, transform, null);
        } finally {
            graphics.dispose();
        }
        return transformed;
    }

    /** Where a pixel of a photo of that size belongs, by its EXIF orientation (Exif 2.32, tag 0x0112). */
    private static AffineTransform turning(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
