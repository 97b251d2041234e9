package io.fourfold.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CosineScheduleTest {

    private final CosineSchedule schedule = new CosineSchedule(2, 10, 110);

    @Test
    void shouldRiseToTheHighestRate() {
        assertThat(schedule.rate(0)).isEqualTo(0.2);
        assertThat(schedule.rate(9)).isEqualTo(2);
    }

    @Test
    void shouldBeHalfwayInTheMiddle() {
        assertThat(schedule.rate(60)).isCloseTo(1, within(1e-9));
    }

    @Test
    void shouldFallToZero() {
        assertThat(schedule.rate(110)).isCloseTo(0, within(1e-9));
    }
}
