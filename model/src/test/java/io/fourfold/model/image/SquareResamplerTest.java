package io.fourfold.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SquareResamplerTest {

    private static final int SIDE = 24;

    /** Of 255: what floats round off. */
    private static final double ROUNDING = 0.001;

    @ParameterizedTest
    @CsvSource({"109, 131", "96, 48", "25, 47", "24, 100", "100, 23", "7, 9", "1, 200", "200, 1"})
    void shouldWeighEachPixelByWhatItCoversOfTheTarget(int width, int height) {
        int[] pixels = new Random(1).ints(width * height, 0, 0x1000000).toArray();

        float[] square = new SquareResampler(SIDE).squash(pixels, width, height);

        AreaFilter columns = new AreaFilter(width, SIDE);
        AreaFilter rows = new AreaFilter(height, SIDE);
        for (int i = 0; i < square.length; i++) {
            int shift = 16 - 8 * (i % 3);
            int x = i / 3 % SIDE;
            int y = i / 3 / SIDE;
            double expected = 0;
            for (int row = 0; row < rows.weights(y).length; row++) {
                for (int column = 0; column < columns.weights(x).length; column++) {
                    int pixel = pixels[(rows.start(y) + row) * width + columns.start(x) + column];
                    expected += (double) rows.weights(y)[row] * columns.weights(x)[column] * (pixel >> shift & 0xFF);
                }
            }
            assertThat(square[i]).isCloseTo((float) expected, within((float) ROUNDING));
        }
    }
}
