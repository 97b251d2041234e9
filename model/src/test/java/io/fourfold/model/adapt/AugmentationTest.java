package io.fourfold.model.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static final int SIZE = 224;

    private final byte[] pixels = new byte[SIZE * SIZE * 3];

    AugmentationTest() {
        new Random(1).nextBytes(pixels);
    }

    @Test
    void shouldReadBytesAsUnsigned() {
        pixels[0] = (byte) 200;

        assertThat(Augmentation.whole(pixels, SIZE)[0]).isEqualTo(200);
    }

    @Test
    void shouldOnlyMirrorWhenNothingElseIsAllowed() {
        Augmentation mirrorOnly = new Augmentation(SIZE, 1, 0);
        int asIs = 0;

        for (int seed = 0; seed < 20; seed++) {
            float[] changed = mirrorOnly.apply(pixels, new SplittableRandom(seed));
            boolean mirrored = changed[0] != (pixels[0] & 0xFF);
            asIs += mirrored ? 0 : 1;
            for (int x = 0; x < SIZE; x++) {
                int source = (5 * SIZE + (mirrored ? SIZE - 1 - x : x)) * 3 + 1;
                assertThat(changed[(5 * SIZE + x) * 3 + 1]).isCloseTo(pixels[source] & 0xFF, within(0.01f));
            }
        }
        assertThat(asIs).isBetween(4, 16);
    }

    @Test
    void shouldEnlargeAPart() {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / 3 % SIZE);
        }

        float[] changed = new Augmentation(SIZE, 0.5, 0).apply(pixels, new SplittableRandom(2));

        float left = changed[0];
        float right = changed[(SIZE - 1) * 3];
        assertThat(Math.abs(right - left)).isBetween(SIZE * 0.5f - 2, SIZE - 2f);
        assertThat(changed[SIZE / 2 * 3]).isCloseTo((left + right) / 2, within(1f));
    }

    @Test
    void shouldKeepColoursWithinTheirRange() {
        float[] changed = new Augmentation(SIZE, 1, 0.9).apply(pixels, new SplittableRandom(3));

        for (float value : changed) {
            assertThat(value).isBetween(0f, 255f);
        }
    }

    @Test
    void shouldKeepAnEvenPhotoEven() {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 100;
        }

        float[] changed = new Augmentation(SIZE, 0.7, 0.3).apply(pixels, new SplittableRandom(4));

        assertThat(changed[0]).isBetween(70f, 130f);
        assertThat(changed).usingComparatorWithPrecision(1e-3f).containsOnly(changed[0]);
    }

    @Test
    void shouldShowPhotosInTheSizeAskedFor() {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / 3 % SIZE);
        }

        float[] whole = Augmentation.whole(pixels, SIZE / 2);

        assertThat(whole).hasSize(SIZE / 2 * SIZE / 2 * 3);
        assertThat(whole[30 * 3]).isCloseTo(60.5f, within(0.01f));
        assertThat(new Augmentation(96, 0.6, 0.3).apply(pixels, new SplittableRandom(5)))
                .hasSize(96 * 96 * 3);
    }
}
