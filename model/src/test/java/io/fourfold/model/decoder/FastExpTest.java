package io.fourfold.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class FastExpTest {

    @Test
    void shouldBePreciseToSevenDigits() {
        for (float x = -87; x < 88; x += 0.0137f) {
            assertThat((double) FastExp.of(x)).isCloseTo(Math.exp(x), withinPercentage(2e-5));
        }
    }

    @Test
    void shouldBeOneAtZero() {
        assertThat(FastExp.of(0)).isEqualTo(1);
    }

    @Test
    void shouldVanishFarBelowZero() {
        assertThat(FastExp.of(-100)).isZero();
        assertThat(FastExp.of(Float.NEGATIVE_INFINITY)).isZero();
    }

    @Test
    void shouldStayFinite() {
        assertThat(FastExp.of(1000)).isFinite().isGreaterThan(1e38f);
    }
}
