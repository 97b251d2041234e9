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
class SimdGatesTest {

    /** In an exponential function and what is made of it. */
    private static final int ADDITIONS = 12;

    private static final float[] EXTREMES = {0, -0f, 1e-20f, 30, -30, 200, -200, Float.MAX_VALUE, -Float.MAX_VALUE};

    @BeforeEach
    void needVectorApi() {
        VectorApi.assumePresent();
    }

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

        assertThat(simdGates).containsExactly(gates, ofAdditions(ADDITIONS).around(1f));
        assertThat(simdCell).containsExactly(cell, ofAdditions(ADDITIONS).around(cell));
        assertThat(simdHidden).containsExactly(hidden, ofAdditions(ADDITIONS).around(1f));
    }
}
