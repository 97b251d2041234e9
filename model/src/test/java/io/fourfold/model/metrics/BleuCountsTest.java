package io.fourfold.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BleuCountsTest {

    /**
     * 1 word: a, dog, runs, on, grass all occur: 5/5. 2 words: "a dog", "dog runs" of 4. 3 words: "a dog runs" of 3. 4 words:
     * none of 2. Length 5, closest reference 4, so no brevity penalty. BLEU-2 = sqrt(1 x 2/4), BLEU-3 = cbrt(1 x 2/4 x 1/3).
     */
    @Test
    void shouldMultiplyThePrecisionsOfOneToFourWords() {
        double[] scores = scores(
                Candidate.of("A dog runs on grass .", List.of("a dog runs fast", "the dog is on the grass today")));

        assertThat(scores[0]).isCloseTo(1, within(1e-6));
        assertThat(scores[1]).isCloseTo(Math.sqrt(0.5), within(1e-6));
        assertThat(scores[2]).isCloseTo(Math.cbrt(1.0 / 6), within(1e-6));
        assertThat(scores[3]).isCloseTo(0, within(1e-3));
    }

    /** 2 of 2 words match, but the reference has 4: exp(1 - 4/2). */
    @Test
    void shouldPunishACorpusThatIsTooShort() {
        assertThat(scores(Candidate.of("a dog", List.of("a dog runs fast")))[0]).isCloseTo(Math.exp(-1), within(1e-6));
    }

    /** One reference has "the" twice, so 2 of 3 count. */
    @Test
    void shouldCountAWordNoOftenerThanOneReferenceHasIt() {
        assertThat(scores(Candidate.of("the the the", List.of("the cat", "the dog the")))[0])
                .isCloseTo(2.0 / 3, within(1e-6));
    }

    /** 1 of 1 and 1 of 4 words match: (1 + 1) / (1 + 4), not the mean of 1 and 1/4. */
    @Test
    void shouldSumOverTheCorpusBeforeDividing() {
        double[] scores = scores(
                Candidate.of("dog", List.of("dog")), Candidate.of("cat sits over there", List.of("the brown old cat")));

        assertThat(scores[0]).isCloseTo(0.4, within(1e-6));
    }

    @Test
    void shouldTakeTheShorterOfTwoEquallyCloseReferences() {
        BleuCounts counts = BleuCounts.of(List.of(Candidate.of("one two three", List.of("a b c d", "a b"))));

        assertThat(counts.referenceLength()).isEqualTo(2);
    }

    @Test
    void shouldScoreAPerfectCaptionWithOne() {
        assertThat(scores(Candidate.of("a dog runs on grass", List.of("a dog runs on grass"))))
                .containsExactly(new double[] {1, 1, 1, 1}, within(1e-6));
    }

    @Test
    void shouldScoreAnEmptyCaptionWithZero() {
        assertThat(scores(Candidate.of("", List.of("a dog")))).containsExactly(new double[4], within(1e-6));
    }

    private static double[] scores(Candidate... candidates) {
        return BleuCounts.of(List.of(candidates)).scores();
    }
}
