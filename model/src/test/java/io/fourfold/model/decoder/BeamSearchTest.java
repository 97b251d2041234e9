package io.fourfold.model.decoder;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.linear.Matrix;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class BeamSearchTest {

    /** BLAS adds in another order when there are more rows. */
    private static final double ROUNDING = 1e-4;

    private static final int EMBEDDING = 6;
    private static final int HIDDEN = 7;
    private static final int MAXIMUM_WORDS = 8;

    /** Largest weight, of which a frozen decoder's are off by 2^-16 at most. */
    private static final int LOUDEST = 3;

    /** From the word before by the state and its projection to the sum over the vocabulary. */
    private static final int ADDITIONS_PER_WORD = EMBEDDING + HIDDEN + HIDDEN + EMBEDDING + 9;

    private final Vocabulary vocabulary = Vocabulary.learn(List.of("a red dog in the snow", "runs with"), 1);
    private final Decoder decoder = new Decoder(loudWeights());
    private final BeamSearch beam = new BeamSearch(decoder, vocabulary, 3, MAXIMUM_WORDS);

    @Test
    void shouldReportTheProbabilityThatTheNetworkGivesTheCaption() {
        NetworkLikelihood likelihood = new NetworkLikelihood(decoder, vocabulary);
        for (float[] embedding : embeddings(20)) {
            for (Caption caption : beam.search(embedding)) {
                double expected = likelihood.logProbabilities(embedding, List.of(caption.text()))[0];
                assertThat(caption.logProbability())
                        .isCloseTo(
                                expected,
                                ofAdditions(ADDITIONS_PER_WORD * (MAXIMUM_WORDS + 1))
                                        .around(expected));
            }
        }
    }

    @Test
    void shouldAdvanceAFrozenDecoderAsTheOneThatIsTrained() {
        Matrix input = Matrix.zeros(5, EMBEDDING);
        input.fillUniform(3, new SplittableRandom(4));

        float[][] expected = logitsAfterOneStep(decoder, input);
        float[][] actual = logitsAfterOneStep(decoder.frozen(), input);

        for (int row = 0; row < expected.length; row++) {
            assertThat(actual[row]).containsExactly(expected[row], within(ADDITIONS_PER_WORD * LOUDEST * 0x1p-16f));
        }
    }

    @Test
    void shouldDescribeSeveralImagesAsEachAlone() {
        List<float[]> embeddings = embeddings(19);

        List<List<Caption>> together = beam.search(embeddings);

        assertThat(together).hasSameSizeAs(embeddings);
        for (int i = 0; i < embeddings.size(); i++) {
            List<Caption> alone = beam.search(embeddings.get(i));
            assertThat(together.get(i))
                    .extracting(Caption::text)
                    .isEqualTo(alone.stream().map(Caption::text).toList());
            for (int j = 0; j < alone.size(); j++) {
                assertThat(together.get(i).get(j).logProbability())
                        .isCloseTo(alone.get(j).logProbability(), within(ROUNDING));
            }
        }
    }

    @Test
    void shouldReturnAFullBeamBestFirstByProbabilityPerToken() {
        for (float[] embedding : embeddings(20)) {
            assertThat(beam.search(embedding))
                    .hasSize(3)
                    .doesNotHaveDuplicates()
                    .isSortedAccordingTo(
                            Comparator.comparingDouble(BeamSearchTest::perToken).reversed());
        }
    }

    @Test
    void shouldFindTheBestOfAllSentencesWhenTheBeamHoldsThemAll() {
        BeamSearch all = new BeamSearch(decoder, vocabulary, 1000, 2);
        NetworkLikelihood likelihood = new NetworkLikelihood(decoder, vocabulary);
        SentenceRules rules = new SentenceRules(vocabulary);
        for (float[] embedding : embeddings(5)) {
            double best = Double.NEGATIVE_INFINITY;
            for (String sentence : sentencesOfUpToTwoWords()) {
                int[] words = vocabulary.tokens(sentence);
                boolean allowed =
                        rules.mayEnd(words) && (words.length < 2 || rules.mayFollow(new int[] {words[0]}, words[1]));
                if (allowed) {
                    double logProbability = likelihood.logProbabilities(embedding, List.of(sentence))[0];
                    best = Math.max(best, logProbability / (words.length + 1));
                }
            }
            assertThat(perToken(all.search(embedding).get(0)))
                    .isCloseTo(best, ofAdditions(3 * ADDITIONS_PER_WORD).around(best));
        }
    }

    @Test
    void shouldNeverStammerNorEndInTheMiddleOfAPhrase() {
        for (float[] embedding : embeddings(50)) {
            for (Caption caption : beam.search(embedding)) {
                List<String> words = words(caption);
                assertThat(words.get(words.size() - 1)).isNotIn("a", "in", "the", "with");
                for (int i = 1; i < words.size(); i++) {
                    assertThat(words.get(i)).isNotEqualTo(words.get(i - 1));
                }
            }
        }
    }

    /** As networks trained for CIDEr-D alone tend to be: it would stop after any word, above all after articles. */
    @Test
    void shouldNotEndAfterAnArticleHoweverMuchTheNetworkWantsTo() {
        DecoderWeights weights = DecoderWeights.zeros(shape());
        float[] bias = new float[vocabulary.tokens()];
        bias[Vocabulary.END] = 10;
        bias[vocabulary.token("a")] = 5;
        bias[vocabulary.token("with")] = 4;
        weights.outputBias().write(0, bias);
        BeamSearch search = new BeamSearch(new Decoder(weights), vocabulary, 3, MAXIMUM_WORDS);

        assertThat(search.search(new float[EMBEDDING]))
                .isNotEmpty()
                .allSatisfy(caption -> assertThat(
                                words(caption).get(words(caption).size() - 1))
                        .isNotIn("a", "in", "the", "with"));
    }

    @Test
    void shouldNotExceedTheLongestCaption() {
        for (float[] embedding : embeddings(50)) {
            assertThat(beam.search(embedding))
                    .allSatisfy(caption -> assertThat(words(caption)).hasSizeBetween(1, MAXIMUM_WORDS));
        }
    }

    @Test
    void shouldNeverSayAnUnknownWord() {
        DecoderWeights weights = DecoderWeights.zeros(shape());
        float[] bias = new float[vocabulary.tokens()];
        bias[Vocabulary.UNKNOWN] = 10;
        weights.outputBias().write(0, bias);
        BeamSearch search = new BeamSearch(new Decoder(weights), vocabulary, 3, MAXIMUM_WORDS);

        assertThat(search.search(new float[EMBEDDING]))
                .allSatisfy(caption -> assertThat(vocabulary.words()).containsAll(words(caption)));
    }

    @Test
    void shouldAnswerConcurrentCallersAsOneAlone() throws Exception {
        List<float[]> embeddings = embeddings(40);
        List<List<Caption>> alone = embeddings.stream().map(beam::search).toList();
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<Caption>>> calls = new ArrayList<>();
            embeddings.forEach(embedding -> calls.add(() -> beam.search(embedding)));
            List<List<Caption>> together = new ArrayList<>();
            for (Future<List<Caption>> result : executor.invokeAll(calls)) {
                together.add(result.get());
            }
            assertThat(together).isEqualTo(alone);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void shouldRefuseAnEmbeddingOfAnotherLength() {
        assertThatThrownBy(() -> beam.search(new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an image embedding has 6 numbers, not 5");
    }

    private float[][] logitsAfterOneStep(Decoder stepped, Matrix input) {
        int rows = input.rows();
        DecoderShape shape = stepped.shape();
        Matrix before = Matrix.zeros(rows, shape.hidden());
        Matrix hidden = Matrix.zeros(rows, shape.hidden());
        Matrix logits = Matrix.zeros(rows, shape.tokens());
        stepped.step(
                input, before, before, Matrix.zeros(rows, shape.gates()), Matrix.zeros(rows, shape.hidden()), hidden);
        stepped.logits(hidden, Matrix.zeros(rows, shape.embedding()), logits);
        return logits.toArray();
    }

    private List<String> sentencesOfUpToTwoWords() {
        List<String> sentences = new ArrayList<>(vocabulary.words());
        for (String first : vocabulary.words()) {
            for (String second : vocabulary.words()) {
                sentences.add(first + " " + second);
            }
        }
        return sentences;
    }

    /** Random weights, large enough for the image to change what is said. */
    private DecoderWeights loudWeights() {
        DecoderWeights weights = DecoderWeights.random(shape(), new SplittableRandom(1));
        weights.words().fillUniform(LOUDEST, new SplittableRandom(2));
        return weights;
    }

    private DecoderShape shape() {
        return new DecoderShape(vocabulary.tokens(), EMBEDDING, HIDDEN);
    }

    private static List<float[]> embeddings(int count) {
        Matrix matrix = Matrix.zeros(count, EMBEDDING);
        matrix.fillUniform(3, new SplittableRandom(3));
        return List.of(matrix.toArray());
    }

    private static double perToken(Caption caption) {
        return caption.logProbability() / (words(caption).size() + 1);
    }

    private static List<String> words(Caption caption) {
        return List.of(caption.text().split(" "));
    }
}
