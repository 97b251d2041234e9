package io.fourfold.model.text;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Vectors;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class TextDirectionsTest {

    private static final int TOKENS = 6;
    private static final int SIZE = 5;
    private static final List<int[]> TEXTS = List.of(new int[] {2, 3, 4}, new int[] {4, 3, 2}, new int[] {5});

    private final SplittableRandom random = new SplittableRandom(1);
    private final TextEncoder encoder = TextEncoder.random(words(), random);
    private final WordBag bag = WordBag.random(TOKENS, SIZE, random);

    @Test
    void shouldGiveDirectionsOfLengthOne() {
        assertThat(new TextDirections(encoder, bag).of(TEXTS))
                .hasSize(3)
                .allSatisfy(direction -> assertThat(Vectors.dot(direction, direction))
                        .isCloseTo(1, ofAdditions(2 * SIZE).around(1.0)));
    }

    @Test
    void shouldLieBetweenWhatTheEncoderAndTheBagSay() {
        float[] together = new TextDirections(encoder, bag).of(TEXTS).get(0);
        Matrix state = Matrix.zeros(1, SIZE);
        new TextPass(encoder).forward(TEXTS.subList(0, 1), state);
        float[] inOrder = Vectors.unit(state.toArray()[0]);
        float[] inAnyOrder = Vectors.unit(bag.sum(TEXTS.get(0)));

        double apart = Vectors.dot(inOrder, inAnyOrder);
        assertThat(Vectors.dot(together, inOrder)).isGreaterThan(apart);
        assertThat(Vectors.dot(together, inAnyOrder)).isGreaterThan(apart);
        assertThat(Vectors.dot(together, inOrder)).isGreaterThan(Vectors.dot(together, inAnyOrder));
    }

    @Test
    void shouldTellWordsInAnotherOrderApart() {
        List<float[]> directions = new TextDirections(encoder, bag).of(TEXTS);

        assertThat(directions.get(0)).isNotEqualTo(directions.get(1));
        assertThat(bag.sum(TEXTS.get(0)))
                .containsExactly(bag.sum(TEXTS.get(1)), ofAdditions(3).around(3f));
    }

    private static Matrix words() {
        Matrix words = Matrix.zeros(TOKENS, SIZE);
        words.fillUniform(1, new SplittableRandom(2));
        return words;
    }
}
