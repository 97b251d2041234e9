package io.fourfold.infra.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.infra.plan.Describing.Burst;
import org.junit.jupiter.api.Test;

class DescribingTest {

    @Test
    void shouldBeAsFastAsTheThreadWithMostPartitions() {
        assertThat(new Describing(0.05, 100, 100).capacity()).isCloseTo(2_000, within(1e-6));
        assertThat(new Describing(0.05, 100, 99).capacity()).isCloseTo(1_000, within(1e-6));
        assertThat(new Describing(0.05, 100, 500).capacity()).isCloseTo(2_000, within(1e-6));
    }

    @Test
    void shouldMakeUpForABurst() {
        Describing describing = new Describing(0.05, 100, 100);
        Burst burst = new Burst(1_000, 3, 60);

        assertThat(describing.backlog(burst)).isCloseTo(60 * 1_000, within(1e-6));
        assertThat(describing.drainSeconds(burst)).isCloseTo(60, within(1e-6));
    }

    @Test
    void shouldCountThreadsWithFewerPartitionsApart() {
        Describing describing = new Describing(0.05, 3, 2);

        // 30 photos a second: one thread has two partitions with 20, which it can do; the other one has less.
        assertThat(describing.backlog(new Burst(15, 2, 10))).isZero();
        // 45: one has 30, 10 too many, the other 15.
        assertThat(describing.backlog(new Burst(15, 3, 10))).isCloseTo(100, within(1e-6));
    }

    @Test
    void shouldNeverMakeUpWithoutRoom() {
        assertThat(new Describing(0.05, 100, 100).drainSeconds(new Burst(2_000, 2, 60)))
                .isInfinite();
    }
}
