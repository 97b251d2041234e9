package io.fourfold.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimdLogSumTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 37, 2537})
    void shouldGiveWhatPlainJavaGives(int size) {
        SplittableRandom random = new SplittableRandom(1);
        float[] logits = new float[size];
        for (int i = 0; i < size; i++) {
            logits[i] = (float) random.nextDouble(-200, 20);
        }

        assertThat(SimdLogSum.of(logits)).isCloseTo(Softmax.logSum(logits, size), within(1e-6));
    }
}
