package io.fourfold.infra.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WaitingTest {

    /** Pollaczek and Khinchine: half of what is busy over what is idle. */
    @Test
    void shouldBeExactForOneProcessor() {
        assertThat(Waiting.seconds(1, 0.8, 1)).isCloseTo(0.8 / 0.2 / 2, within(1e-9));
    }

    /** Two processors with 75 %: Erlang C is 9/14. */
    @Test
    void shouldShareAQueueAmongProcessors() {
        assertThat(Waiting.seconds(2, 0.75, 1)).isCloseTo(9 / 14.0 / (2 * 2 * 0.25), within(1e-9));
    }

    @Test
    void shouldNeverEndWithMoreWorkThanProcessors() {
        assertThat(Waiting.seconds(4, 1, 1)).isInfinite();
    }
}
