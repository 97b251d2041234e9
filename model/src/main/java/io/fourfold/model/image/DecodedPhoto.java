package io.fourfold.model.image;

/**
 * A photo as {@link PhotoDecoder} reads it.
 *
 * @param pixels {@code [224, 224, 3]}, upright, row by row, red, green, blue, each 0 to 255
 */
public record DecodedPhoto(float[] pixels) {}
