package io.fourfold.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.words.CaptionWords;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaptionScoresTest {

    @Test
    void shouldScorePerfectCaptionsWithTheTopOfEachScale() {
        CaptionScores scores = CaptionScores.of(List.of(
                Candidate.of("two men ride horses", List.of("Two men ride horses .")),
                Candidate.of("a cat sleeps here", List.of("A cat sleeps here ."))));

        assertThat(scores.bleu1()).isCloseTo(100, within(1e-4));
        assertThat(scores.bleu4()).isCloseTo(100, within(1e-4));
        assertThat(scores.rougeL()).isCloseTo(100, within(1e-9));
        assertThat(scores.ciderD()).isCloseTo(10, within(1e-9));
    }

    @Test
    void shouldCountDistinctCaptions() {
        CaptionScores scores = CaptionScores.of(List.of(
                Candidate.of("a dog", List.of("x")),
                Candidate.of("A dog .", List.of("y")),
                Candidate.of("a cat", List.of("z"))));

        assertThat(scores.captions()).isEqualTo(3);
        assertThat(scores.distinctCaptions()).isEqualTo(2);
    }

    @Test
    void shouldCountUngrammaticalCaptions() {
        CaptionScores scores = CaptionScores.of(List.of(
                Candidate.of("a dog runs with", List.of("x")),
                Candidate.of("a dog runs in a", List.of("x")),
                Candidate.of("a cat sleeps", List.of("y")),
                Candidate.of("cat", List.of("z"))));

        assertThat(scores.ungrammatical()).isEqualTo(75);
        assertThat(scores.brokenRules())
                .containsExactlyInAnyOrderEntriesOf(Map.of(GrammarRule.TOO_SHORT, 1L, GrammarRule.DANGLING_WORD, 2L));
    }

    @Test
    void shouldSplitCaptionsToLowerCaseLettersAndDigits() {
        assertThat(CaptionWords.of("A dog's BALL , #3 .")).containsExactly("a", "dog", "s", "ball", "3");
    }

    @Test
    void shouldRefuseACandidateWithoutReferences() {
        assertThatThrownBy(() -> Candidate.of("a dog", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a candidate caption needs at least one reference");
    }
}
