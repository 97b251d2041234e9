package io.fourfold.infra.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FanOutTest {

    @Test
    void shouldAskNobodyElseAlone() {
        assertThat(new FanOut(12, 1, 1).requests()).isZero();
    }

    @Test
    void shouldAskEveryOtherInstanceForSimilarPhotos() {
        FanOut fanOut = new FanOut(1_000, 300, 1);

        assertThat(fanOut.searches()).isCloseTo(299, within(1e-9));
        assertThat(fanOut.remotePartitions()).isCloseTo(1_000 * 299 / 300.0, within(1e-9));
        // The photo's owner, and those of ten hits, of which hardly two are the same.
        assertThat(fanOut.lookUps()).isBetween(10.5, 11.0);
    }

    @Test
    void shouldLeaveOutInstancesWithoutAnAskedPartition() {
        assertThat(new FanOut(1_000, 300, 0.02).searches()).isBetween(18.0, 20.0);
    }

    @Test
    void shouldKnowTheLargestShare() {
        assertThat(new FanOut(1_000, 300, 1).mostPartitions()).isEqualTo(4);
        assertThat(new FanOut(1_000, 300, 1).mostShare()).isEqualTo(0.004);
    }
}
