package io.fourfold.model.text;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.linear.Matrix;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class HubnessTest {

    /** Nine texts to the right, one beside them, one above and one below. */
    private final Hubness hubness = new Hubness(rows(new float[][] {
        {1, 0}, {1, 0}, {0, 1}, {1, 0}, {0.6f, 0.8f}, {0, -1}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}
    }));

    @Test
    void shouldAverageTheTenNearestTexts() {
        assertThat(hubness.of(rows(new float[][] {{0, 1}, {1, 0}}))[1])
                .isCloseTo((9 + 0.6) / 10, ofAdditions(12).around(1.0));
    }

    @Test
    void shouldBeLowerAwayFromTheTexts() {
        double[] hubs = hubness.of(rows(new float[][] {{-1, 0}, {1, 0}}));

        assertThat(hubs[0]).isLessThan(hubs[1]);
    }

    @Test
    void shouldBeReadAsItWasWritten() {
        assertThat(Hubness.of(2, hubness.matrices()).texts().toArray())
                .isDeepEqualTo(hubness.texts().toArray());
    }

    @Test
    void shouldNameWhatIsMissing() {
        assertThatThrownBy(() -> Hubness.of(2, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hubness.texts");
    }

    private static Matrix rows(float[][] values) {
        Matrix matrix = Matrix.zeros(values.length, values[0].length);
        for (int i = 0; i < values.length; i++) {
            matrix.write(i, values[i]);
        }
        return matrix;
    }
}
