package io.fourfold.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.decoder.CaptionLikelihood.TokenLoss;
import io.fourfold.model.words.Vocabulary;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class NetworkLikelihoodTest {

    private final Vocabulary vocabulary = Vocabulary.learn(List.of("a dog runs"), 1);
    private final NetworkLikelihood likelihood = new NetworkLikelihood(
            new Decoder(DecoderWeights.random(new DecoderShape(vocabulary.tokens(), 4, 5), new SplittableRandom(1))),
            vocabulary);
    private final float[] embedding = {1, -1, 2, 0};

    @Test
    void shouldSumOverCaptionsAndCountTheirEnds() {
        List<String> captions = List.of("a dog runs", "a dog");
        double[] each = likelihood.logProbabilities(embedding, captions);

        TokenLoss loss = likelihood.of(embedding, captions);

        assertThat(loss.tokens()).isEqualTo(4 + 3);
        assertThat(loss.negativeLogLikelihood()).isCloseTo(-each[0] - each[1], within(1e-9));
    }

    @Test
    void shouldReadCaptionsAsPeopleWriteThem() {
        assertThat(likelihood.logProbabilities(embedding, List.of("A dog runs .")))
                .isEqualTo(likelihood.logProbabilities(embedding, List.of("a dog runs")));
    }

    @Test
    void shouldGiveEveryUnknownWordTheSameProbability() {
        assertThat(likelihood.logProbabilities(embedding, List.of("a zebra")))
                .isEqualTo(likelihood.logProbabilities(embedding, List.of("a giraffe")));
    }

    @Test
    void shouldDependOnTheImage() {
        assertThat(likelihood.logProbabilities(embedding, List.of("a dog")))
                .isNotEqualTo(likelihood.logProbabilities(new float[] {0, 5, 0, -5}, List.of("a dog")));
    }

    @Test
    void shouldLoseNothingOverNoCaptions() {
        assertThat(likelihood.of(embedding, List.of())).isEqualTo(TokenLoss.NONE);
    }
}
