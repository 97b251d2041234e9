package io.fourfold.model.image;

import java.util.Optional;

/**
 * How large a photo is by its header, whatever the rest of its file is like.
 *
 * @param width in pixels, as stored
 * @param height in pixels, as stored
 */
public record PhotoSize(int width, int height) {

    private static final TimeLimit TIME = new TimeLimit(PhotoDecoder.MAX_TIME);

    /** The size of a photo; empty if its header cannot be read. */
    public static Optional<PhotoSize> of(byte[] file) {
        try (PhotoReading reading = new PhotoReading(file, TIME)) {
            return Optional.of(reading.size());
        } catch (BadPhotoException unreadable) {
            return Optional.empty();
        }
    }

    public long pixels() {
        return (long) width * height;
    }
}
