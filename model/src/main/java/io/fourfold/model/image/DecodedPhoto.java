package io.fourfold.model.image;

import java.util.Optional;

/**
 * A photo as {@link PhotoDecoder} reads it, a square of the size that the network's encoder wants.
 *
 * @param pixels {@code [side, side, 3]}, upright, row by row, red, green, blue, each 0 to 255
 * @param thumbnail the photo for people, if it was asked for
 */
public record DecodedPhoto(float[] pixels, Optional<Thumbnail> thumbnail) {

    /** Without a thumbnail. */
    public DecodedPhoto(float[] pixels) {
        this(pixels, Optional.empty());
    }

    /** Width and height, in pixels. */
    public int side() {
        return (int) Math.sqrt(pixels.length / PhotoDecoder.CHANNELS);
    }
}
