package io.fourfold.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.words.Vocabulary;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class SentenceSamplerTest {

    private static final DecoderShape SHAPE = new DecoderShape(5, 4, 6);
    private static final int SENTENCES = 4000;

    private final Decoder decoder = new Decoder(DecoderWeights.random(SHAPE, new SplittableRandom(2)));

    @Test
    void shouldSayEachSentenceAsOftenAsItIsProbable() {
        Matrix embeddings = sameEmbedding(SENTENCES);
        List<int[]> said = new SentenceSampler(decoder, 3).sample(embeddings, new SplittableRandom(1));

        for (int[] sentence : List.of(new int[0], new int[] {2}, new int[] {3}, new int[] {4, 2})) {
            double probability = probabilityWithoutUnknown(embeddings.rows(0, 1), sentence);
            double share = said.stream()
                            .filter(s -> java.util.Arrays.equals(s, sentence))
                            .count()
                    / (double) SENTENCES;
            assertThat(share).isCloseTo(probability, within(0.03));
            assertThat(share).isPositive();
        }
    }

    @Test
    void shouldNeverSayTheUnknownWord() {
        List<int[]> said = new SentenceSampler(decoder, 6).sample(sameEmbedding(500), new SplittableRandom(1));

        assertThat(said)
                .allSatisfy(sentence ->
                        assertThat(sentence).doesNotContain(Vocabulary.UNKNOWN).doesNotContain(Vocabulary.END));
    }

    @Test
    void shouldCutASentenceThatDoesNotEnd() {
        List<int[]> said = new SentenceSampler(decoder, 2).sample(sameEmbedding(500), new SplittableRandom(1));

        assertThat(said)
                .extracting(sentence -> sentence.length)
                .contains(0, 1, 2)
                .allMatch(length -> length <= 2);
    }

    @Test
    void shouldKeepSentencesWithTheirEmbeddings() {
        Blas.scale(10, decoder.weights().parameters().flat());
        Matrix embeddings = Matrix.zeros(50, SHAPE.embedding());
        embeddings.fillUniform(30, new SplittableRandom(4));
        SentenceSampler sampler = new SentenceSampler(decoder, 8);

        List<int[]> said = sampler.sample(embeddings, new SplittableRandom(1));

        double[] own = new SentencePass(decoder, Vocabulary.END).forward(embeddings, said);
        double[] others = new SentencePass(decoder, Vocabulary.END).forward(turned(embeddings), said);
        assertThat(java.util.Arrays.stream(own).sum())
                .isGreaterThan(java.util.Arrays.stream(others).sum());
    }

    private double probabilityWithoutUnknown(Matrix embedding, int[] sentence) {
        double probability = 1;
        for (int length = 0; length <= sentence.length; length++) {
            int[] begun = java.util.Arrays.copyOf(sentence, length);
            double unknown = probabilityOfNext(embedding, begun, Vocabulary.UNKNOWN);
            int token = length == sentence.length ? Vocabulary.END : sentence[length];
            probability *= probabilityOfNext(embedding, begun, token) / (1 - unknown);
        }
        return probability;
    }

    /** By the log-probabilities of whole sentences, which other tests check. */
    private double probabilityOfNext(Matrix embedding, int[] begun, int token) {
        double ended = logProbability(embedding, begun, Vocabulary.END);
        return token == Vocabulary.END
                ? Math.exp(ended - prefix(embedding, begun))
                : Math.exp(prefix(embedding, append(begun, token)) - prefix(embedding, begun));
    }

    private double prefix(Matrix embedding, int[] words) {
        double sum = 0;
        for (int token = 0; token < SHAPE.tokens(); token++) {
            sum += Math.exp(logProbability(embedding, words, token));
        }
        return Math.log(sum);
    }

    private double logProbability(Matrix embedding, int[] words, int lastToken) {
        return new SentencePass(decoder, lastToken).forward(embedding, List.of(words))[0];
    }

    private static int[] append(int[] words, int token) {
        int[] longer = java.util.Arrays.copyOf(words, words.length + 1);
        longer[words.length] = token;
        return longer;
    }

    private static Matrix sameEmbedding(int rows) {
        Matrix one = Matrix.zeros(1, SHAPE.embedding());
        one.fillUniform(1, new SplittableRandom(3));
        Matrix embeddings = Matrix.zeros(rows, SHAPE.embedding());
        embeddings.fillRows(one);
        return embeddings;
    }

    private static Matrix turned(Matrix embeddings) {
        Matrix turned = Matrix.zeros(embeddings.rows(), embeddings.columns());
        for (int row = 0; row < embeddings.rows(); row++) {
            turned.copyRow(row, embeddings, (row + 1) % embeddings.rows());
        }
        return turned;
    }
}
