package io.fourfold.model.explain;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.FloatTolerance;
import io.fourfold.model.decoder.Decoder;
import io.fourfold.model.decoder.DecoderShape;
import io.fourfold.model.decoder.DecoderWeights;
import io.fourfold.model.words.Vocabulary;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class WordExplainerTest {

    private static final int HIDDEN = 12;
    private static final FloatTolerance TOLERANCE = ofAdditions(5 * 4 * (RandomPlaces.SIZE + HIDDEN) * HIDDEN);

    /** Of the sum of 32 gradients instead of their integral. */
    private static final double QUADRATURE = 1e-4;

    private final Vocabulary vocabulary =
            Vocabulary.learn(List.of("a dog runs on the grass", "two dogs swim in water"), 1);
    private final PhotoPlaces places = RandomPlaces.draw();
    private final WordExplainer explainer = explainer();

    @Test
    void shouldAddUpToTheLogarithmOfTheWordsProbability() {
        WordExplanation explained = explainer.explain(places, "a dog runs", "dog");

        double expected = explainer.logProbabilityAfter(places.photo().embedding(), "a", "dog");
        assertThat(explained.places().total()).isEqualTo(expected).isNegative();
        assertThat(Arrays.stream(explained.places().values()).sum()).isCloseTo(expected, TOLERANCE.around(expected));
    }

    @Test
    void shouldTellWhatPlacesAddToAnEmptyPhoto() {
        Explanation explanation = explainer.explain(places, "a dog runs", "dog").places();

        double ofEmptyPhoto = explainer.logProbabilityAfter(places.empty().embedding(), "a", "dog");
        assertThat(explanation.empty() * explanation.values().length).isCloseTo(ofEmptyPhoto, within(QUADRATURE));
        assertThat(Math.abs(explanation.total() - ofEmptyPhoto)).isGreaterThan(100 * QUADRATURE);
        assertThat(explanation.added()[RandomPlaces.EMPTY_PLACE]).isCloseTo(0, TOLERANCE.around(explanation.values()));
    }

    @Test
    void shouldExplainAWordWhereTheCaptionSaysItFirst() {
        assertThat(explainer.explain(places, "a dog swim a dog", "dog").after()).isEqualTo("a");
        assertThat(explainer.explain(places, "dog", "dog").after()).isEmpty();
    }

    @Test
    void shouldExplainAWordThatTheCaptionDoesNotSayWhereItIsLikeliest() {
        float[] embedding = places.photo().embedding();

        String likeliest = List.of("", "two", "two dogs", "two dogs swim").stream()
                .max(Comparator.comparing(after -> explainer.logProbabilityAfter(embedding, after, "grass")))
                .orElseThrow();
        assertThat(explainer.explain(places, "two dogs swim", "grass").after()).isEqualTo(likeliest);
    }

    @Test
    void shouldGiveTheProbabilityThatItExplains() {
        for (String caption : List.of("a dog swim a dog", "two dogs swim")) {
            assertThat(explainer.logProbability(places.photo().embedding(), caption, "dog"))
                    .isEqualTo(
                            explainer.explain(places, caption, "dog").places().total());
        }
    }

    private WordExplainer explainer() {
        SplittableRandom random = new SplittableRandom(1);
        DecoderWeights weights =
                DecoderWeights.random(new DecoderShape(vocabulary.tokens(), RandomPlaces.SIZE, HIDDEN), random);
        weights.words().fillUniform(1, random);
        return new WordExplainer(new Decoder(weights), vocabulary);
    }
}
