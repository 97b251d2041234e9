package io.fourfold.model.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A photo as people look at it: upright and in its own shape. */
public final class UprightPicture {

    /** Skipping source pixels leaves at least this many per axis for each target pixel. */
    private static final int SAMPLES_PER_PIXEL = 2;

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
        PhotoFormat format = PhotoFormat.of(file).orElseThrow(() -> new BadPhotoException("not a photo"));
        ImageReader reader =
                ImageIO.getImageReadersByMIMEType(format.contentType()).next();
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(input, true, true);
            int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
            int step = Math.max(1, longest / (longestSide * SAMPLES_PER_PIXEL));
            ImageReadParam parameters = reader.getDefaultReadParam();
            parameters.setSourceSubsampling(step, step, step / 2, step / 2);
            return upright(opaque(reader.read(0, parameters)), format.scan(file).orientation(), longestSide);
        } catch (IOException damaged) {
            throw new BadPhotoException(
                    "the " + format.label() + " cannot be decoded: " + damaged.getMessage(), damaged);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage opaque(BufferedImage image) {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        opaque.setRGB(0, 0, image.getWidth(), image.getHeight(), RgbPixels.of(image), 0, image.getWidth());
        return opaque;
    }

    private static BufferedImage upright(BufferedImage source, int orientation, int longestSide) {
        double scale = Math.min(1, (double) longestSide / Math.max(source.getWidth(), source.getHeight()));
        int width = Math.max(1, (int) Math.round(source.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(source.getHeight() * scale));
        BufferedImage image = source;
        // Bilinear filtering looks at no more than half of the pixels otherwise.
        while (image.getWidth() >= 2 * width && image.getHeight() >= 2 * height) {
            AffineTransform halving = AffineTransform.getScaleInstance(0.5, 0.5);
            image = transformed(image, halving, image.getWidth() / 2, image.getHeight() / 2);
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
