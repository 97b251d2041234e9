package io.fourfold.model.image;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * How large a photo is by its header, whatever the rest of its file is like.
 *
 * @param width in pixels, as stored
 * @param height in pixels, as stored
 */
public record PhotoSize(int width, int height) {

    /** The size of a photo; empty if its header cannot be read. */
    public static Optional<PhotoSize> of(byte[] file) {
        return PhotoFormat.of(file).flatMap(format -> of(format, file));
    }

    public long pixels() {
        return (long) width * height;
    }

    private static Optional<PhotoSize> of(PhotoFormat format, byte[] file) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(format.contentType());
        if (!readers.hasNext()) {
            return Optional.empty();
        }
        ImageReader reader = readers.next();
        try (MemoryCacheImageInputStream input = new MemoryCacheImageInputStream(format.input(file))) {
            reader.setInput(input, true, true);
            return Optional.of(new PhotoSize(reader.getWidth(0), reader.getHeight(0)));
        } catch (IOException | RuntimeException damaged) {
            return Optional.empty();
        } finally {
            reader.dispose();
        }
    }
}
