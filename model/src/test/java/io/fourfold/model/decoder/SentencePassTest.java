package io.fourfold.model.decoder;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.linear.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("numeric")
class SentencePassTest {

    private static final int END = 0;
    private static final DecoderShape SHAPE = new DecoderShape(9, 6, 5);
    private static final float STEP = 1e-2f;

    /** Behind the longest sentence: five times the gates' sums, the projection and the sum over the tokens. */
    private static final int ADDITIONS = 5 * (6 + 5 + 5 + 6 + 9);

    private final DecoderWeights weights = DecoderWeights.random(SHAPE, new SplittableRandom(1));
    private final Decoder decoder = new Decoder(weights);

    /** Few sentences take the matrix-vector kernel, many the matrix-matrix kernel. */
    static Stream<Arguments> batchesAndDropout() {
        return Stream.of(Arguments.of(3, 0.0), Arguments.of(14, 0.0), Arguments.of(3, 0.4), Arguments.of(14, 0.4));
    }

    @ParameterizedTest
    @MethodSource("batchesAndDropout")
    void shouldAgreeWithFiniteDifferencesInEveryWeight(int count, double dropout) {
        List<int[]> sentences = sentences(count);
        Matrix embeddings = embeddings(count);
        DecoderWeights gradients = DecoderWeights.zeros(SHAPE);
        SentencePass pass = new SentencePass(decoder, END);
        pass.forward(embeddings, sentences, dropout, new SplittableRandom(7));

        pass.backward(1, gradients, Matrix.zeros(count, SHAPE.embedding()));

        gradients.parameters().byName().forEach((name, gradient) -> {
            Matrix weight = weights.parameters().get(name);
            assertMatches(name, gradient, differences(weight, embeddings, sentences, dropout));
        });
    }

    @ParameterizedTest
    @MethodSource("batchesAndDropout")
    void shouldAgreeWithFiniteDifferencesInTheImageEmbedding(int count, double dropout) {
        List<int[]> sentences = sentences(count);
        Matrix embeddings = embeddings(count);
        SentencePass pass = new SentencePass(decoder, END);
        pass.forward(embeddings, sentences, dropout, new SplittableRandom(7));
        Matrix gradient = Matrix.zeros(count, SHAPE.embedding());

        pass.backward(gradient);

        assertMatches("embedding", gradient, differences(embeddings, embeddings, sentences, dropout));
    }

    @Test
    void shouldGiveProbabilitiesThatSumToOneOverAllSentences() {
        DecoderShape twoTokens = new DecoderShape(2, 6, 5);
        SentencePass pass =
                new SentencePass(new Decoder(DecoderWeights.random(twoTokens, new SplittableRandom(3))), END);
        List<int[]> lengths = new ArrayList<>();
        for (int length = 0; length < 60; length++) {
            int[] sentence = new int[length];
            Arrays.fill(sentence, 1);
            lengths.add(sentence);
        }

        double[] logProbabilities = pass.forward(embeddings(1, lengths.size()), lengths);

        double sum = 0;
        for (double logProbability : logProbabilities) {
            sum += Math.exp(logProbability);
        }
        assertThat(sum).isCloseTo(1, within(1e-4));
    }

    @Test
    void shouldGiveASentenceTheSameProbabilityAloneAndInABatch() {
        List<int[]> sentences = sentences(14);
        Matrix embeddings = embeddings(14);
        SentencePass pass = new SentencePass(decoder, END);

        double[] together = pass.forward(embeddings, sentences);

        for (int i = 0; i < sentences.size(); i++) {
            double alone = pass.forward(embeddings.rows(i, 1), List.of(sentences.get(i)))[0];
            assertThat(together[i]).isCloseTo(alone, ofAdditions(ADDITIONS).around(alone));
        }
    }

    @Test
    void shouldScoreTheNextTokenAlone() {
        int[] sentence = {3, 5, 2};
        int next = 4;
        Matrix embeddings = embeddings(2);
        List<int[]> starts = List.of(sentence, Arrays.copyOf(sentence, 2));
        SentencePass whole = new SentencePass(decoder, next);
        SentencePass start = new SentencePass(decoder, sentence[2]);
        SentencePass alone = SentencePass.ofNext(decoder, next);
        Matrix withNext = Matrix.zeros(1, SHAPE.embedding());
        Matrix without = Matrix.zeros(1, SHAPE.embedding());
        Matrix gradients = Matrix.zeros(2, SHAPE.embedding());

        double expected = whole.forward(embeddings.rows(0, 1), List.of(sentence))[0]
                - start.forward(embeddings.rows(0, 1), List.of(starts.get(1)))[0];
        double found = alone.forward(embeddings, starts)[0];
        whole.backward(withNext);
        start.backward(without);
        alone.backward(gradients);

        assertThat(found).isCloseTo(expected, ofAdditions(ADDITIONS).around(expected));
        for (int i = 0; i < SHAPE.embedding(); i++) {
            float difference = withNext.toArray()[0][i] - without.toArray()[0][i];
            assertThat(gradients.toArray()[0][i])
                    .isCloseTo(difference, ofAdditions(ADDITIONS).around(withNext.toArray()[0]));
        }
    }

    private float[][] differences(Matrix changed, Matrix embeddings, List<int[]> sentences, double dropout) {
        float[][] original = changed.toArray();
        float[][] result = new float[changed.rows()][changed.columns()];
        for (int row = 0; row < changed.rows(); row++) {
            for (int i = 0; i < changed.columns(); i++) {
                float[] values = original[row].clone();
                values[i] += STEP;
                changed.write(row, values);
                double up = loss(embeddings, sentences, dropout);
                values[i] -= 2 * STEP;
                changed.write(row, values);
                result[row][i] = (float) ((up - loss(embeddings, sentences, dropout)) / (2 * STEP));
                changed.write(row, original[row]);
            }
        }
        return result;
    }

    private double loss(Matrix embeddings, List<int[]> sentences, double dropout) {
        double loss = 0;
        for (double logProbability :
                new SentencePass(decoder, END).forward(embeddings, sentences, dropout, new SplittableRandom(7))) {
            loss -= logProbability;
        }
        return loss;
    }

    private static void assertMatches(String name, Matrix gradient, float[][] differences) {
        float[][] actual = gradient.toArray();
        double largest = 0;
        for (int row = 0; row < actual.length; row++) {
            for (int i = 0; i < actual[row].length; i++) {
                float tolerance = 2e-3f + 1e-2f * Math.abs(differences[row][i]);
                assertThat(actual[row][i])
                        .as("%s[%d][%d]", name, row, i)
                        .isCloseTo(differences[row][i], within(tolerance));
                largest = Math.max(largest, Math.abs(actual[row][i]));
            }
        }
        assertThat(largest).as("%s has a gradient", name).isGreaterThan(1e-3);
    }

    private static List<int[]> sentences(int count) {
        SplittableRandom random = new SplittableRandom(5);
        List<int[]> sentences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sentences.add(random.ints(i % 5, 1, SHAPE.tokens()).toArray());
        }
        return sentences;
    }

    private static Matrix embeddings(int count) {
        Matrix embeddings = Matrix.zeros(count, SHAPE.embedding());
        embeddings.fillUniform(1, new SplittableRandom(9));
        return embeddings;
    }

    /** The same image for each sentence. */
    private static Matrix embeddings(int seed, int count) {
        Matrix one = Matrix.zeros(1, SHAPE.embedding());
        one.fillUniform(1, new SplittableRandom(seed));
        Matrix embeddings = Matrix.zeros(count, SHAPE.embedding());
        embeddings.fillRows(one);
        return embeddings;
    }
}
