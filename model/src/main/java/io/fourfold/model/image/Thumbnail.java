package io.fourfold.model.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A small picture of a photo: upright, in its own shape, sRGB, with nothing of the file's metadata.
 *
 * @param jpeg the picture's file
 * @param width in pixels
 * @param height in pixels
 */
public record Thumbnail(byte[] jpeg, int width, int height) {

    /** Most pixels of width and height; smaller photos keep their size. */
    public static final int LONGEST_SIDE = 320;

    private static final float QUALITY = 0.8f;

    static Thumbnail of(BufferedImage upright) {
        return new Thumbnail(jpeg(upright), upright.getWidth(), upright.getHeight());
    }

    private static byte[] jpeg(BufferedImage picture) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(QUALITY);
            writer.setOutput(output);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
