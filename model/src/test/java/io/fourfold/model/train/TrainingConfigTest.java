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
                        512,
                        new TrainingConfig.Captions(5, 24),
                        new TrainingConfig.Batches(128, 1.5, 5, 2),
                        new TrainingConfig.Imitation(0, 2e-3, new Contrast(0.2, 0.1)),
                        SelfCritical.NONE,
                        new TrainingConfig.Beam(3, 20),
                        500,
                        1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs must be positive; dropout must be from 0 to below 1");
    }
}
