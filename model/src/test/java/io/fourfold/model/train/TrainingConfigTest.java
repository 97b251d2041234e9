package io.fourfold.model.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrainingConfigTest {

    @Test
    void shouldAcceptTheShippedRecipe() {
        assertThatCode(TrainingConfig::shipped).doesNotThrowAnyException();
    }

    @Test
    void shouldNameEveryProblemAtOnce() {
        assertThatThrownBy(() -> new TrainingConfig(
                        288,
                        0,
                        128,
                        512,
                        5,
                        24,
                        2e-3,
                        1.5,
                        5,
                        new Contrast(0.2, 0.1),
                        SelfCritical.NONE,
                        500,
                        3,
                        20,
                        2,
                        1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs must be positive; dropout must be from 0 to below 1");
    }
}
