package io.fourfold.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.words.CaptionWords;
import java.util.List;
import org.junit.jupiter.api.Test;

class RougeLTest {

    /** Common: a c d. Precision 3/4, recall 3/5: (1 + 1.44) x 0.75 x 0.6 / (0.6 + 1.44 x 0.75) = 1.098 / 1.68. */
    @Test
    void shouldWeighRecallMoreThanPrecision() {
        assertThat(RougeL.of(Candidate.of("a b c d", List.of("a x c d e")))).isCloseTo(0.6535714, within(1e-6));
    }

    /** Precision 3/4 from the second reference, recall 2/2 from the first: 2.44 x 0.75 / (1 + 1.08) = 1.83 / 2.08. */
    @Test
    void shouldTakeTheBestPrecisionAndTheBestRecall() {
        assertThat(RougeL.of(Candidate.of("a b c d", List.of("a b", "a b c x x x"))))
                .isCloseTo(0.8798077, within(1e-6));
    }

    @Test
    void shouldKeepTheOrderOfWords() {
        assertThat(RougeL.longestCommonSubsequence(CaptionWords.of("d c b a"), CaptionWords.of("a b c d")))
                .isEqualTo(1);
        assertThat(RougeL.longestCommonSubsequence(CaptionWords.of("a b a b"), CaptionWords.of("b a b")))
                .isEqualTo(3);
    }

    @Test
    void shouldScoreNothingInCommonWithZero() {
        assertThat(RougeL.of(Candidate.of("a b", List.of("c d")))).isZero();
        assertThat(RougeL.of(Candidate.of("", List.of("c d")))).isZero();
    }

    @Test
    void shouldAverageOverPhotos() {
        List<Candidate> candidates = List.of(Candidate.of("a b", List.of("a b")), Candidate.of("a b", List.of("c d")));

        assertThat(RougeL.mean(candidates)).isCloseTo(0.5, within(1e-9));
    }
}
