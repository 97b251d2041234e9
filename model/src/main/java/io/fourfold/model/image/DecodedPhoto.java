package io.fourfold.model.image;

/**
 * A photo as {@link PhotoDecoder} reads it, a square of the size that the network's encoder wants.
 *
 * @param pixels {@code [side, side, 3]}, upright, row by row, red, green, blue, each 0 to 255
 */
public record DecodedPhoto(float[] pixels) {

    /** Width and height, in pixels. */
    public int side() {
        return (int) Math.sqrt(pixels.length / PhotoDecoder.CHANNELS);
    }
}
