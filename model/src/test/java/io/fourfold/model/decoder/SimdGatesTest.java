package io.fourfold.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimdGatesTest {

    private static final float[] EXTREMES = {0, -0f, 1e-20f, 30, -30, 200, -200, Float.MAX_VALUE, -Float.MAX_VALUE};

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 37, 512})
    void shouldGiveWhatPlainJavaGives(int size) {
        SplittableRandom random = new SplittableRandom(1);
        float[] gates = new float[4 * size];
        for (int i = 0; i < gates.length; i++) {
            gates[i] = i % 7 == 0 ? EXTREMES[i % EXTREMES.length] : (float) random.nextDouble(-9, 9);
        }
        float[] cell = new float[size];
        for (int i = 0; i < size; i++) {
            cell[i] = (float) random.nextDouble(-3, 3);
        }
        float[] simdGates = gates.clone();
        float[] simdCell = cell.clone();
        float[] hidden = new float[size];
        float[] simdHidden = new float[size];

        LstmGates.plain().apply(gates, cell, hidden);
        new SimdGates().apply(simdGates, simdCell, simdHidden);

        assertThat(simdGates).containsExactly(gates, within(1e-6f));
        assertThat(simdCell).containsExactly(cell, within(2e-6f));
        assertThat(simdHidden).containsExactly(hidden, within(2e-6f));
    }
}
