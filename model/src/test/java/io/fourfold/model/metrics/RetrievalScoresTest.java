package io.fourfold.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RetrievalScoresTest {

    @Test
    void shouldCountRightAnswersInFront() {
        assertThat(RetrievalScores.of(new int[] {1, 5, 6, 10, 11})).isEqualTo(new RetrievalScores(20, 40, 80, 6));
    }

    @Test
    void shouldTakeTheMiddleOfAnEvenNumberOfRanks() {
        assertThat(RetrievalScores.of(new int[] {9, 1, 4, 2}).medianRank()).isEqualTo(3);
    }

    @Test
    void shouldRefuseToScoreNothing() {
        assertThatThrownBy(() -> RetrievalScores.of(new int[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
