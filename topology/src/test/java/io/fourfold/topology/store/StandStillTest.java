package io.fourfold.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandStillTest {

    private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
    private final StandStill standStill = new StandStill(() -> now);

    @Test
    void shouldBeSureWhileTimePassesEvenly() {
        for (int second = 0; second < 60; second++) {
            passes(1);
            assertThat(standStill.getAsBoolean()).isTrue();
            standStill.tick();
        }
    }

    @Test
    void shouldBeUnsureAtOnceAndForAWhileAfterItStoodStill() {
        passes(20);
        assertThat(standStill.getAsBoolean()).as("before anything else runs").isFalse();

        standStill.tick();
        assertThat(standStill.getAsBoolean()).as("gone on").isFalse();

        for (int second = 0; second < 4; second++) {
            passes(1);
            standStill.tick();
            assertThat(standStill.getAsBoolean()).isFalse();
        }
        passes(1);
        standStill.tick();
        assertThat(standStill.getAsBoolean()).isTrue();
    }

    private void passes(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
