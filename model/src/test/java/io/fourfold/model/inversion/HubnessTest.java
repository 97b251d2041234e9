package io.fourfold.model.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HubnessTest {

    private final Hubness hubness =
            new Hubness(new float[][] {{1, 0}, {1, 0}, {0, 1}, {1, 0}, {0.6f, 0.8f}, {0, -1}, {1, 0}});

    @Test
    void shouldAverageTheFiveNearestTexts() {
        assertThat(hubness.of(new float[] {1, 0})).isCloseTo((4 + 0.6) / 5, within(1e-6));
    }

    @Test
    void shouldBeLowerAwayFromTheTexts() {
        assertThat(hubness.of(new float[] {-1, 0})).isLessThan(hubness.of(new float[] {1, 0}));
    }

    @Test
    void shouldBeReadAsItWasWritten() {
        assertThat(Hubness.of(2, hubness.matrices()).texts()).isDeepEqualTo(hubness.texts());
    }

    @Test
    void shouldNameWhatIsMissing() {
        assertThatThrownBy(() -> Hubness.of(2, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hubness.texts");
    }
}
