package io.fourfold.model;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.decoder.Caption;
import io.fourfold.model.evaluate.WordQuestions;
import io.fourfold.model.evaluate.WordScores;
import io.fourfold.model.words.ScoredWord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The network that comes with Fourfold, on real photographs. */
@Tag("numeric")
class DefaultBundleTest {

    private static final String PHOTOS = "/SLING-INF/content/slingshot/users/";

    /** Behind a token's log-probability: about 9,500 in the encoder, and 1,600 in the decoder. */
    private static final int ADDITIONS = 9_500 + 1_600;

    private static ModelBundle bundle;

    @BeforeAll
    static void load() {
        bundle = ModelBundle.loadDefault();
    }

    @AfterAll
    static void close() {
        bundle.close();
    }

    @ParameterizedTest
    @CsvSource({
        "slingshot1/travel/home/images/home.jpg, a group of people are sitting on a pole in front of a building",
        "slingshot1/travel/pet/images/pet.jpg, a brown dog is sitting on top of a toilet",
        "slingshot1/travel/sea/images/see.jpg, a man is sitting on top of a boat on a pole",
        "slingshot1/travel/view/images/view.jpg, a person in a yellow kayak is going through the water",
        "slingshot2/places/landing/images/landing.jpg, a person is riding down a rocky wave",
    })
    void shouldCaptionRealPhotosAsItDidWhenItWasCommitted(String photo, String caption) throws IOException {
        List<Caption> beam = bundle.captions(bundle.embed(read(photo)));

        double first = perToken(beam.get(0));
        assertThat(first - perToken(beam.get(1)))
                .as(
                        "lead over '%s', which another processor might say",
                        beam.get(1).text())
                .isGreaterThan(ofAdditions(ADDITIONS).of(first));
        assertThat(beam.get(0).text()).isEqualTo(caption);
    }

    @Test
    void shouldReturnAFullBeamWithFallingScores() throws IOException {
        List<Caption> captions = bundle.captions(bundle.embed(read("slingshot1/travel/pet/images/pet.jpg")));

        assertThat(captions).hasSize(bundle.manifest().decoder().beamWidth()).doesNotHaveDuplicates();
        assertThat(captions)
                .allSatisfy(caption -> assertThat(caption.logProbability()).isNegative());
    }

    @Test
    void shouldAnswerConcurrentCallersAsOneAlone() throws Exception {
        float[] embedding = bundle.embed(read("slingshot1/travel/pet/images/pet.jpg"));
        List<Caption> alone = bundle.captions(embedding);
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<Caption>>> calls = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                calls.add(() -> bundle.captions(embedding));
            }
            for (Future<List<Caption>> together : executor.invokeAll(calls)) {
                assertThat(together.get()).isEqualTo(alone);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void shouldAnswerTheCommittedQuestionsAboutWords() {
        WordScores scores = WordScores.of(bundle.words(), WordQuestions.committed());

        assertThat(scores.similarHitAt5()).isGreaterThanOrEqualTo(60);
        assertThat(scores.analogyHitAt3()).isGreaterThanOrEqualTo(40);
    }

    @Test
    void shouldHaveEveryWordOfTheCommittedQuestions() {
        WordQuestions questions = WordQuestions.committed();

        assertThat(Stream.concat(questions.similarWords().stream(), questions.analogies().stream())
                        .flatMap(question -> Stream.concat(question.given().stream(), question.accepted().stream())))
                .isSubsetOf(bundle.words().words());
    }

    @Test
    void shouldKnowWhoIsLikeABoy() {
        List<String> like = bundle.words().similar("boy", 5).stream()
                .map(ScoredWord::word)
                .filter(Set.of("kid", "kids", "child", "boys", "toddler", "girl")::contains)
                .toList();

        assertThat(like).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void shouldCompleteTheAnalogyOfNumber() {
        assertThat(bundle.words().analogy("man", "men", "woman", 1))
                .extracting(ScoredWord::word)
                .containsExactly("women");
    }

    @Test
    void shouldCompleteTheAnalogyOfColourWithAColour() {
        assertThat(bundle.words().analogy("grass", "green", "sky", 1).get(0).word())
                .isIn("blue", "gray", "grey", "white", "red", "orange", "yellow", "pink", "purple", "black", "brown");
    }

    @Test
    void shouldFindACaptionLikelierForItsPhotoThanForAnother() throws IOException {
        float[] sea = bundle.embed(read("slingshot1/travel/sea/images/see.jpg"));
        float[] pet = bundle.embed(read("slingshot1/travel/pet/images/pet.jpg"));
        List<String> caption = List.of("the ocean waves hit the beach");

        assertThat(bundle.likelihood().logProbabilities(sea, caption)[0])
                .isGreaterThan(bundle.likelihood().logProbabilities(pet, caption)[0]);
    }

    /** What the beam ranks captions by. */
    private static double perToken(Caption caption) {
        return caption.logProbability() / (caption.text().split(" ").length + 1);
    }

    private static byte[] read(String photo) throws IOException {
        try (InputStream in = DefaultBundleTest.class.getResourceAsStream(PHOTOS + photo)) {
            return in.readAllBytes();
        }
    }
}
