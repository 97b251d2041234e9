package io.fourfold.model.adapt;

import static io.fourfold.model.image.PhotoDecoder.CHANNELS;
import static io.fourfold.model.image.PhotoDecoder.SIZE;

import java.util.SplittableRandom;

/**
 * Shows a photo a little differently each time, so that a network learns what is in it and not the photo itself: a part of it
 * enlarged to the whole, mirrored half the time, with other brightness, contrast and saturation.
 *
 * @param smallestSide of the part, 0 to 1, where 1 is always the whole photo
 * @param colour how far brightness, contrast and saturation may be off, 0 to 1
 */
public record Augmentation(double smallestSide, double colour) {

    private static final float HIGHEST = 255;

    /** The photo as it is. */
    static float[] none(byte[] pixels) {
        float[] values = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            values[i] = pixels[i] & 0xFF;
        }
        return values;
    }

    /**
     * Changes a photo.
     *
     * @param pixels {@code [224, 224, 3]}, unsigned bytes
     * @return {@code [224, 224, 3]}, 0 to 255
     */
    float[] apply(byte[] pixels, SplittableRandom random) {
        boolean mirror = random.nextInt(2) == 1;
        Axis columns = axis(random, mirror);
        Axis rows = axis(random, false);
        float[] changed = new float[pixels.length];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                interpolate(pixels, columns, x, rows, y, changed);
            }
        }
        recolour(changed, random);
        return changed;
    }

    /** Where along an axis of the source the pixels of the result lie: between {@code from} and the next, at {@code part}. */
    private record Axis(int[] from, float[] part) {}

    private Axis axis(SplittableRandom random, boolean mirror) {
        double side = SIZE * (smallestSide + (1 - smallestSide) * random.nextDouble());
        double start = (SIZE - side) * random.nextDouble();
        int[] from = new int[SIZE];
        float[] part = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            double place = start + (i + 0.5) * side / SIZE - 0.5;
            double inside = Math.max(0, Math.min(SIZE - 1, place));
            int target = mirror ? SIZE - 1 - i : i;
            from[target] = Math.min(SIZE - 2, (int) inside);
            part[target] = (float) (inside - from[target]);
        }
        return new Axis(from, part);
    }

    private static void interpolate(byte[] pixels, Axis columns, int x, Axis rows, int y, float[] changed) {
        float right = columns.part[x];
        float down = rows.part[y];
        int upper = (rows.from[y] * SIZE + columns.from[x]) * CHANNELS;
        int lower = upper + SIZE * CHANNELS;
        int target = (y * SIZE + x) * CHANNELS;
        for (int c = 0; c < CHANNELS; c++) {
            float above = (pixels[upper + c] & 0xFF) * (1 - right) + (pixels[upper + CHANNELS + c] & 0xFF) * right;
            float below = (pixels[lower + c] & 0xFF) * (1 - right) + (pixels[lower + CHANNELS + c] & 0xFF) * right;
            changed[target + c] = above * (1 - down) + below * down;
        }
    }

    private void recolour(float[] pixels, SplittableRandom random) {
        float brightness = factor(random);
        float contrast = factor(random);
        float saturation = factor(random);
        double sum = 0;
        for (float value : pixels) {
            sum += value;
        }
        float mean = (float) (sum / pixels.length);
        for (int i = 0; i < pixels.length; i += CHANNELS) {
            float grey = (pixels[i] + pixels[i + 1] + pixels[i + 2]) / CHANNELS;
            for (int c = 0; c < CHANNELS; c++) {
                float saturated = grey + (pixels[i + c] - grey) * saturation;
                float value = (mean + (saturated - mean) * contrast) * brightness;
                pixels[i + c] = Math.max(0, Math.min(HIGHEST, value));
            }
        }
    }

    private float factor(SplittableRandom random) {
        return (float) (1 + colour * (2 * random.nextDouble() - 1));
    }
}
