package io.fourfold.topology.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class TrustworthinessTest {

    private static final int POINTS = 400;

    private final double[][] places = new double[2][POINTS];
    private final float[][] vectors = new float[POINTS][2];

    TrustworthinessTest() {
        Random random = new Random(1);
        for (int i = 0; i < POINTS; i++) {
            for (int d = 0; d < 2; d++) {
                places[d][i] = random.nextGaussian();
                vectors[i][d] = (float) places[d][i];
            }
        }
    }

    @Test
    void shouldBeOneIfThePlaneIsTheTruth() {
        assertThat(Trustworthiness.of(vectors, places).orElseThrow()).isCloseTo(1, within(1e-4));
    }

    @Test
    void shouldBeAHalfIfThePlaneSaysNothing() {
        Random random = new Random(2);
        for (double[] axis : places) {
            for (int i = 0; i < POINTS; i++) {
                axis[i] = random.nextGaussian();
            }
        }

        assertThat(Trustworthiness.of(vectors, places).orElseThrow()).isCloseTo(0.5, within(0.05));
    }

    @Test
    void shouldNotBeMeasuredIfMostAreNeighbours() {
        assertThat(Trustworthiness.of(new float[24][2], new double[2][24])).isEmpty();
    }
}
