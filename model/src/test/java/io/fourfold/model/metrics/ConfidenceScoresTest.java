package io.fourfold.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfidenceScoresTest {

    private static final double BAR = 0.5;

    @Test
    void shouldCountPairsInTheRightOrder() {
        double[] ciderD = {0.1, 0.9, 0.2, 0.8};

        assertThat(ConfidenceScores.of(new double[] {0.1, 0.9, 0.2, 0.8}, ciderD, BAR)
                        .areaUnderCurve())
                .isEqualTo(1);
        assertThat(ConfidenceScores.of(new double[] {0.1, 0.9, 0.8, 0.2}, ciderD, BAR)
                        .areaUnderCurve())
                .isEqualTo(0.75);
        assertThat(ConfidenceScores.of(new double[4], ciderD, BAR).areaUnderCurve())
                .isEqualTo(0.5);
    }

    @Test
    void shouldCompareConfidenceAndTruthInBinsOfEqualSize() {
        double[] confidences =
                IntStream.range(0, 100).mapToDouble(i -> i / 100.0).toArray();
        double[] ciderD = Arrays.stream(confidences).map(c -> c >= 0.5 ? 1 : 0).toArray();

        ConfidenceScores scores = ConfidenceScores.of(confidences, ciderD, BAR);

        assertThat(scores.bins()).hasSize(10).allMatch(bin -> bin.captions() == 10);
        assertThat(scores.bins().get(3).confidence()).isCloseTo(0.345, within(1e-9));
        assertThat(scores.bins().get(3).accepted()).isZero();
        assertThat(scores.accepted()).isEqualTo(0.5);
        assertThat(scores.largestGap()).isCloseTo(0.455, within(1e-9));
        assertThat(scores.meanGap()).isCloseTo(0.25, within(1e-9));
    }

    /** Of 20 coins a mean of 0.088 more or fewer than half show heads, of 2,000 a tenth of that. */
    @Test
    void shouldTellWhatAPerfectConfidenceWouldBeOffByChance() {
        assertThat(ofCoins(200).chance().meanGap()).isCloseTo(0.088, within(0.005));
        assertThat(ofCoins(20_000).chance().meanGap()).isCloseTo(0.0089, within(0.0005));
        assertThat(ofCoins(200).chance().largestGap()).isBetween(0.15, 0.25);
    }

    private static ConfidenceScores ofCoins(int captions) {
        double[] confidences = new double[captions];
        Arrays.fill(confidences, 0.5);
        return ConfidenceScores.of(confidences, new double[captions], BAR);
    }

    @Test
    void shouldMakeFewerBinsOfFewerCaptions() {
        assertThat(ConfidenceScores.of(new double[] {0.5}, new double[] {1}, BAR)
                        .bins())
                .containsExactly(new ConfidenceScores.Bin(1, 0.5, 1));
    }

    @Test
    void shouldTakeTheMeanOfTheTwoInTheMiddleAsMedian() {
        assertThat(ConfidenceScores.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
        assertThat(ConfidenceScores.median(new double[] {3, 1, 2})).isEqualTo(2);
    }
}
