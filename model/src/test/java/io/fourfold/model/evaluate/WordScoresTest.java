package io.fourfold.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.words.WordVectors;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordScoresTest {

    /** Eight directions in a plane: each word is most like its neighbours. */
    private final WordVectors words = new WordVectors(
            List.of("east", "northeast", "north", "northwest", "west", "southwest", "south", "southeast"),
            new float[][] {{2, 0}, {1.4f, 1.4f}, {0, 2}, {-1.4f, 1.4f}, {-2, 0}, {-1.4f, -1.4f}, {0, -2}, {1.4f, -1.4f}
            });

    private final WordQuestion analogy = question("north", "east", "north", "northeast");

    @Test
    void shouldCountSimilarWordsAmongTheFirstFive() {
        WordQuestion neighbour = question("northeast", "north");
        WordQuestion opposite = question("south", "north");

        WordScores scores = WordScores.of(words, new WordQuestions(List.of(neighbour, opposite), List.of(analogy)));

        assertThat(scores.similarWords()).isEqualTo(2);
        assertThat(scores.similarHitAt5()).isEqualTo(50);
    }

    /** north - east + west points northwest, then come southwest, northeast and last the opposite southeast. */
    @Test
    void shouldCountAnalogiesAmongTheFirstThree() {
        WordQuestion first = question("northwest", "east", "north", "west");
        WordQuestion last = question("southeast", "east", "north", "west");
        WordQuestion similar = question("north", "northeast");

        WordScores scores = WordScores.of(words, new WordQuestions(List.of(similar), List.of(first, last, last, last)));

        assertThat(scores.analogies()).isEqualTo(4);
        assertThat(scores.analogyHitAt3()).isEqualTo(25);
    }

    @Test
    void shouldAcceptAnyOfSeveralAnswers() {
        WordQuestion question = new WordQuestion(List.of("north"), Set.of("zenith", "northeast"));

        assertThat(WordScores.of(words, new WordQuestions(List.of(question), List.of(analogy)))
                        .similarHitAt5())
                .isEqualTo(100);
    }

    @Test
    void shouldMissAQuestionAboutAnUnknownWord() {
        WordQuestion unknown = question("north", "zenith");

        assertThat(WordScores.of(words, new WordQuestions(List.of(unknown), List.of(analogy)))
                        .similarHitAt5())
                .isZero();
    }

    private static WordQuestion question(String accepted, String... given) {
        return new WordQuestion(List.of(given), Set.of(accepted));
    }
}
