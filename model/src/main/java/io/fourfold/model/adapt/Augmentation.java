package io.fourfold.model.adapt;

import static io.fourfold.model.image.PhotoDecoder.CHANNELS;

import java.util.SplittableRandom;

/**
 * Shows a photo a little differently each time, so that a network learns what is in it and not the photo itself: a part of it
 * enlarged to the whole, mirrored half the time, with other brightness, contrast and saturation.
 *
 * @param side width and height of what is shown, in pixels, a multiple of 32; less than photos have saves time, and what is learned
 *     at a smaller size is known at a larger one (Touvron et al. 2019)
 * @param smallestPart that is shown of either side of a photo, 0 to 1, where 1 is always the whole photo
 * @param colour how far brightness, contrast and saturation may be off, 0 to 1
 */
public record Augmentation(int side, double smallestPart, double colour) {

    private static final float HIGHEST = 255;

    /**
     * The whole photo as it is, {@code [side, side, 3]}, 0 to 255.
     *
     * @param pixels of a square photo, unsigned bytes
     */
    static float[] whole(byte[] pixels, int side) {
        return new Augmentation(side, 1, 0).part(pixels, new SplittableRandom(0), false);
    }

    /**
     * Changes a photo.
     *
     * @param pixels of a square photo, unsigned bytes
     * @return {@code [side, side, 3]}, 0 to 255
     */
    float[] apply(byte[] pixels, SplittableRandom random) {
        float[] changed = part(pixels, random, random.nextInt(2) == 1);
        recolour(changed, random);
        return changed;
    }

    private float[] part(byte[] pixels, SplittableRandom random, boolean mirror) {
        int source = (int) Math.sqrt(pixels.length / CHANNELS);
        Axis columns = axis(source, random, mirror);
        Axis rows = axis(source, random, false);
        float[] changed = new float[side * side * CHANNELS];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                interpolate(pixels, source, columns, x, rows, y, changed);
            }
        }
        return changed;
    }

    /** Where along an axis of the source the pixels of the result lie: between {@code from} and the next, at {@code part}. */
    private record Axis(int[] from, float[] part) {}

    private Axis axis(int source, SplittableRandom random, boolean mirror) {
        double shown = source * (smallestPart + (1 - smallestPart) * random.nextDouble());
        double start = (source - shown) * random.nextDouble();
        int[] from = new int[side];
        float[] part = new float[side];
        for (int i = 0; i < side; i++) {
            double place = start + (i + 0.5) * shown / side - 0.5;
            double inside = Math.max(0, Math.min(source - 1, place));
            int target = mirror ? side - 1 - i : i;
            from[target] = Math.min(source - 2, (int) inside);
            part[target] = (float) (inside - from[target]);
        }
        return new Axis(from, part);
    }

    private void interpolate(byte[] pixels, int source, Axis columns, int x, Axis rows, int y, float[] changed) {
        float right = columns.part[x];
        float down = rows.part[y];
        int upper = (rows.from[y] * source + columns.from[x]) * CHANNELS;
        int lower = upper + source * CHANNELS;
        int target = (y * side + x) * CHANNELS;
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
