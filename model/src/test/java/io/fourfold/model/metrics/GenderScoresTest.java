package io.fourfold.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.metrics.GenderScores.Named;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenderScoresTest {

    private static final List<String> MEN = List.of("a man runs", "two men run", "a guy runs", "someone runs");
    private static final List<String> WOMEN = List.of("a woman runs", "a lady", "she runs", "a person");

    @Test
    void shouldCountWhoIsCalledWhat() {
        GenderScores scores = GenderScores.of(List.of(
                Candidate.of("a man runs", MEN),
                Candidate.of("a boy runs", MEN),
                Candidate.of("a person runs", MEN),
                Candidate.of("a man runs", WOMEN),
                Candidate.of("a man and a woman run", WOMEN)));

        assertThat(scores.men()).isEqualTo(new Named(3, 2, 0, 0, 1));
        assertThat(scores.women()).isEqualTo(new Named(2, 0, 1, 1, 0));
    }

    @Test
    void shouldLeaveOutPhotosOnWhichPeopleDoNotAgree() {
        GenderScores scores = GenderScores.of(List.of(
                Candidate.of("a man", List.of("a man", "a man", "a man", "a woman")),
                Candidate.of("a man", List.of("a man", "a man", "a dog"))));

        assertThat(scores.men().photos()).isZero();
        assertThat(scores.women().photos()).isZero();
    }
}
