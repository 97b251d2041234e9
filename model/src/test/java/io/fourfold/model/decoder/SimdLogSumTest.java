package io.fourfold.model.decoder;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.VectorApi;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("numeric")
class SimdLogSumTest {

    /** Additions in an exponential function. */
    private static final int EXPONENTIAL = 12;

    @BeforeEach
    void needVectorApi() {
        VectorApi.assumePresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 37, 2537})
    void shouldGiveWhatPlainJavaGives(int size) {
        SplittableRandom random = new SplittableRandom(1);
        float[] logits = new float[size];
        for (int i = 0; i < size; i++) {
            logits[i] = (float) random.nextDouble(-200, 20);
        }

        // What the sum is off by, relative to itself, is what its logarithm is off by.
        assertThat(SimdLogSum.of(logits))
                .isCloseTo(
                        Softmax.logSum(logits, size),
                        ofAdditions(size + EXPONENTIAL).around(1.0));
    }
}
