package io.fourfold.model.text;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.decoder.GradientCheck;
import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class TextPassTest {

    private static final int SIZE = 5;
    private static final float STEP = 1e-2f;

    /** Behind the state after the longest sentence. */
    private static final int ADDITIONS = 4 * 2 * SIZE;

    private static final List<int[]> SENTENCES =
            List.of(new int[] {3, 1}, new int[] {2, 4, 3, 1}, new int[] {}, new int[] {6});

    private final Matrix words = Matrix.zeros(7, SIZE);
    private TextEncoder encoder;

    @BeforeEach
    void fillWords() {
        words.fillUniform(1, new SplittableRandom(1));
        encoder = TextEncoder.random(words, new SplittableRandom(2));
    }

    @Test
    void shouldAgreeWithFiniteDifferencesInEveryWeight() {
        Parameters gradients = encoder.parameters().zerosLike();
        Matrix wordGradients = Matrix.zeros(words.rows(), SIZE);
        TextPass pass = new TextPass(encoder);
        pass.forward(SENTENCES, Matrix.zeros(SENTENCES.size(), SIZE));

        pass.backward(weightsOfStates(), gradients, wordGradients);

        gradients
                .byName()
                .forEach((name, gradient) ->
                        assertMatches(name, gradient, encoder.parameters().get(name)));
        assertMatches("words", wordGradients, words);
    }

    @Test
    void shouldReadASentenceTheSameAloneAndInABatch() {
        TextPass pass = new TextPass(encoder);
        Matrix together = Matrix.zeros(SENTENCES.size(), SIZE);
        pass.forward(SENTENCES, together);

        for (int i = 0; i < SENTENCES.size(); i++) {
            Matrix alone = Matrix.zeros(1, SIZE);
            pass.forward(SENTENCES.subList(i, i + 1), alone);
            assertThat(alone.toArray()[0])
                    .containsExactly(
                            together.toArray()[i], ofAdditions(ADDITIONS).around(1f));
        }
    }

    private void assertMatches(String name, Matrix gradient, Matrix changed) {
        new GradientCheck(this::weightedStates, STEP, 1e-3f, 1e-2f).assertMatches(name, gradient, changed);
        assertThat(Blas.norm(gradient)).as("length of the gradient of %s", name).isGreaterThan(1e-2f);
    }

    /** The number whose gradient is checked: a sum of all states' elements with arbitrary weights. */
    private double weightedStates() {
        Matrix states = Matrix.zeros(SENTENCES.size(), SIZE);
        new TextPass(encoder).forward(SENTENCES, states);
        float[][] weights = weightsOfStates().toArray();
        double sum = 0;
        for (int row = 0; row < states.rows(); row++) {
            for (int i = 0; i < SIZE; i++) {
                sum += weights[row][i] * states.toArray()[row][i];
            }
        }
        return sum;
    }

    private static Matrix weightsOfStates() {
        Matrix weights = Matrix.zeros(SENTENCES.size(), SIZE);
        weights.fillUniform(1, new SplittableRandom(3));
        return weights;
    }
}
