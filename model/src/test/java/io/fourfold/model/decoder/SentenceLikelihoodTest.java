package io.fourfold.model.decoder;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.linear.Matrix;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class SentenceLikelihoodTest {

    private static final int END = 0;
    private static final DecoderShape SHAPE = new DecoderShape(9, 6, 5);

    /** Behind the longest sentence: six times the gates' sums, the projection and the sum over the tokens. */
    private static final int ADDITIONS = 6 * (6 + 5 + 5 + 6 + 9);

    private final Decoder decoder = new Decoder(DecoderWeights.random(SHAPE, new SplittableRandom(1)));
    private final SentenceLikelihood likelihood = new SentenceLikelihood(decoder, END);

    @Test
    void shouldGiveWhatTheSentencePassGives() {
        List<int[]> sentences =
                List.of(new int[] {3, 4}, new int[] {3, 3, 8, 4, 1}, new int[] {}, new int[] {7}, new int[] {8, 4, 3});
        Matrix embeddings = embeddings(sentences.size());

        double[] expected = new SentencePass(decoder, END).forward(embeddings, sentences);

        assertThat(likelihood.logProbabilities(embeddings, sentences))
                .containsExactly(expected, ofAdditions(ADDITIONS).around(expected));
    }

    @Test
    void shouldForgetTheCallBefore() {
        Matrix embeddings = embeddings(2);
        double[] first = likelihood.logProbabilities(embeddings, List.of(new int[] {1, 2}, new int[] {3}));

        likelihood.logProbabilities(embeddings(4), Collections.nCopies(4, new int[] {5, 6, 7, 8}));
        likelihood.logProbabilities(embeddings(1), List.of(new int[] {5}));

        assertThat(likelihood.logProbabilities(embeddings, List.of(new int[] {1, 2}, new int[] {3})))
                .isEqualTo(first);
    }

    @Test
    void shouldAnswerConcurrentCallersAsOneAlone() throws Exception {
        Matrix embeddings = embeddings(3);
        List<int[]> sentences = Collections.nCopies(3, new int[] {5, 6, 2});
        double[] alone = likelihood.logProbabilities(embeddings, sentences);
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Callable<double[]>> calls =
                    Collections.nCopies(16, () -> likelihood.logProbabilities(embeddings, sentences));
            for (Future<double[]> call : executor.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(alone);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static Matrix embeddings(int count) {
        Matrix embeddings = Matrix.zeros(count, SHAPE.embedding());
        embeddings.fillUniform(2, new SplittableRandom(2));
        return embeddings;
    }
}
