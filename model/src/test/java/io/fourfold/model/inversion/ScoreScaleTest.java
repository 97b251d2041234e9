package io.fourfold.model.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoreScaleTest {

    private final ScoreScale scale = new ScoreScale(0.1, 0.2);

    @Test
    void shouldCountStandardDeviationsAboveTheMean() {
        assertThat(scale.score(0.1)).isZero();
        assertThat(scale.score(0.5)).isCloseTo(2, within(1e-9));
    }

    @Test
    void shouldRiseWithTheCosine() {
        assertThat(scale.score(0.31)).isGreaterThan(scale.score(0.3));
    }
}
