package io.fourfold.model.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.decoder.Caption;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Vectors;
import io.fourfold.model.text.Hubness;
import io.fourfold.model.text.TextDirections;
import io.fourfold.model.text.TextEncoder;
import io.fourfold.model.text.WordBag;
import io.fourfold.model.words.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CaptionEvidenceTest {

    private static final int EMBEDDING = 4;
    private static final double TOLERANCE = 1e-5;
    private static final float[] PHOTO = {3, 0, 4, 0};
    private static final Caption DOG = new Caption("a dog runs", -6);
    private static final Caption CAT = new Caption("a cat", -3);

    private final Vocabulary vocabulary = Vocabulary.learn(List.of("a dog runs", "a cat"), 1);
    private final TextDirections directions = directions();
    private final CaptionEvidence evidence =
            new CaptionEvidence(vocabulary, directions, new Hubness(Matrix.row(new float[] {1, 0, 0, 0})));

    @Test
    void shouldDivideTheLogProbabilityByTheTokens() {
        assertThat(evidence.of(PHOTO, List.of(DOG, CAT)))
                .extracting(found -> found.get(Evidence.LOG_PROBABILITY))
                .containsExactly(-1.5, -1.0);
    }

    @Test
    void shouldCompareThePhotoWithWhatTheCaptionDescribes() {
        assertThat(evidence.of(PHOTO, List.of(DOG)).get(0).get(Evidence.MATCH))
                .isCloseTo(Vectors.dot(direction(DOG), Vectors.unit(PHOTO)), within(TOLERANCE));
    }

    @Test
    void shouldCompareTheSentencesOfTheBeam() {
        List<Map<Evidence, Double>> found = evidence.of(PHOTO, List.of(DOG, CAT, DOG));
        double different = Vectors.dot(direction(DOG), direction(CAT));

        assertThat(found.get(0).get(Evidence.AGREEMENT)).isCloseTo((different + 1) / 2, within(TOLERANCE));
        assertThat(found.get(1).get(Evidence.AGREEMENT)).isCloseTo(different, within(TOLERANCE));
    }

    @Test
    void shouldAgreeWithItselfIfThereIsNoOtherSentence() {
        assertThat(evidence.of(PHOTO, List.of(DOG)).get(0)).containsEntry(Evidence.AGREEMENT, 1.0);
    }

    @Test
    void shouldCompareThePhotoWithCaptionsOfTrainingPhotos() {
        assertThat(evidence.of(PHOTO, List.of(DOG)).get(0).get(Evidence.NEARNESS))
                .isCloseTo(0.6, within(TOLERANCE));
    }

    private float[] direction(Caption caption) {
        return directions.of(List.of(vocabulary.tokens(caption.text()))).get(0);
    }

    private TextDirections directions() {
        SplittableRandom random = new SplittableRandom(1);
        Matrix words = Matrix.zeros(vocabulary.tokens(), EMBEDDING);
        words.fillUniform(1, random);
        return new TextDirections(
                TextEncoder.random(words, random), WordBag.random(vocabulary.tokens(), EMBEDDING, random));
    }
}
