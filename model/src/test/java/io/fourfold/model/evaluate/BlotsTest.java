package io.fourfold.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.explain.Explanation;
import io.fourfold.model.image.DecodedPhoto;
import io.fourfold.model.image.PhotoDecoder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlotsTest {

    private static final int SIDE = 224;

    /** Black, and white in its lower half. */
    private final DecodedPhoto photo = photo();

    private final Blots blots = new Blots(photo, 2, 5);

    @Test
    void shouldFillTheStrongestFifthWithTheMeanColour() {
        double[] values = {0, 9, 0, 0, 0, 0, 0, 0, 0, 8};

        float[] pixels = blots.strongest(new Explanation(2, 5, values, 17, 0)).pixels();

        assertThat(red(pixels, 60, 50)).isEqualTo(127.5f);
        assertThat(red(pixels, 200, 200)).isEqualTo(127.5f);
        assertThat(red(pixels, 20, 50)).isZero();
        assertThat(red(pixels, 60, 200)).isEqualTo(255);
        assertThat(filled(pixels)).isEqualTo(2 * 45 * 112);
    }

    @Test
    void shouldFillAFifthByChance() {
        Random random = new Random(1);

        float[] first = blots.random(random).pixels();
        float[] second = blots.random(random).pixels();

        assertThat(first).isNotEqualTo(second);
        assertThat(filled(first)).isBetween(SIDE * SIDE / 5 - SIDE, SIDE * SIDE / 5 + SIDE);
    }

    private static DecodedPhoto photo() {
        float[] pixels = new float[SIDE * SIDE * PhotoDecoder.CHANNELS];
        Arrays.fill(pixels, pixels.length / 2, pixels.length, 255);
        return new DecodedPhoto(pixels);
    }

    private static float red(float[] pixels, int x, int y) {
        return pixels[(y * SIDE + x) * PhotoDecoder.CHANNELS];
    }

    private static int filled(float[] pixels) {
        int filled = 0;
        for (int i = 0; i < pixels.length; i += PhotoDecoder.CHANNELS) {
            filled += pixels[i] == 127.5f ? 1 : 0;
        }
        return filled;
    }
}
