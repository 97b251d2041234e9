package io.fourfold.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.model.Network;
import io.fourfold.model.decoder.Caption;
import io.fourfold.model.decoder.CaptionLikelihood;
import io.fourfold.model.decoder.CaptionLikelihood.TokenLoss;
import io.fourfold.model.image.BadPhotoException;
import io.fourfold.model.image.DecodedPhoto;
import io.fourfold.model.inversion.TextSearch;
import io.fourfold.model.metrics.Candidate;
import io.fourfold.model.metrics.CaptionScores;
import io.fourfold.model.metrics.ConfidenceScores;
import io.fourfold.model.words.CaptionWords;
import io.fourfold.model.words.LearnedWord;
import io.fourfold.model.words.WordVectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {

    @TempDir
    Path folder;

    private static final double CONFIDENCE = 0.25;

    private final Map<String, List<String>> references = new LinkedHashMap<>();

    @BeforeEach
    void writePhotos() throws IOException {
        addPhoto("b.jpg", "two men ride horses", "Two men ride horses .", "Men on horses on the beach .");
        addPhoto("a.jpg", "a dog plays", "A dog runs on grass .", "A brown dog .");
    }

    @Test
    void shouldWriteTheBestCaptionOfEachPhotoInTheSplitsOrder() throws Exception {
        evaluate(List.of());

        assertThat(folder.resolve("out/captions.tsv"))
                .content()
                .isEqualTo("b.jpg\ttwo men ride horses\na.jpg\ta dog plays\n");
    }

    @Test
    void shouldScoreTheNetworksCaptions() throws Exception {
        CaptionScores scores = evaluate(List.of()).network();

        assertThat(scores)
                .isEqualTo(CaptionScores.of(List.of(
                        Candidate.of("two men ride horses", references.get("b.jpg")),
                        Candidate.of("a dog plays", references.get("a.jpg")))));
        assertThat(scores.bleu1()).isCloseTo(100 * 6.0 / 7, within(1e-4));
    }

    @Test
    void shouldWriteEveryRowToTheScores() throws Exception {
        evaluate(List.of("a dog runs on grass", "a zebra"));

        JsonNode scores =
                new ObjectMapper().readTree(folder.resolve("out/scores.json").toFile());
        assertThat(scores.path("model").asText()).isEqualTo("stub-1");
        assertThat(scores.path("images").asInt()).isEqualTo(2);
        assertThat(scores.path("network").path("bleu1").asDouble()).isCloseTo(85.714, within(0.01));
        assertThat(scores.path("network").path("distinctCaptions").asInt()).isEqualTo(2);
        assertThat(scores.path("constantCaption").path("caption").asText()).isEqualTo("a dog runs on grass");
        assertThat(scores.path("constantCaption").path("chosenFrom").asText())
                .isEqualTo("captions of the training photos");
        assertThat(scores.path("constantCaption").path("scores").has("ciderD")).isTrue();
        assertThat(scores.path("randomCaption").has("rougeL")).isTrue();
        assertThat(scores.path("humanCaption").has("bleu4")).isTrue();
        assertThat(scores.path("words").path("similarHitAt5").asDouble()).isPositive();
        assertThat(scores.path("gender").path("men").path("photos").isInt()).isTrue();
    }

    @Test
    void shouldChooseTheConstantCaptionFromTheReferencesIfNoTrainingCaptionsAreKnown() throws Exception {
        Evaluation.Constant constant = evaluate(List.of()).constantCaption();

        assertThat(constant.chosenFrom()).isEqualTo("captions of the evaluated photos");
        assertThat(references.values().stream().flatMap(List::stream).map(CaptionWords::of))
                .contains(CaptionWords.of(constant.caption()));
    }

    /** The stub's loss is the embedding's only value per caption and 2 tokens per caption: (19 + 19 + 11 + 11) / 8. */
    @Test
    void shouldAverageTheLossOverTheTokensOfAllReferences() throws Exception {
        assertThat(evaluate(List.of()).tokenCrossEntropy()).isCloseTo(60 / 8.0, within(1e-9));
    }

    /** The clock advances by 10 ms at each of the three looks that each photo takes. */
    @Test
    void shouldMeasureEmbeddingAndCaptioning() throws Exception {
        Evaluation.Millis millis = evaluate(List.of()).millisPerImage();

        assertThat(millis).isEqualTo(new Evaluation.Millis(10, 10));
    }

    @Test
    void shouldLeaveOutBaselinesThatDoNotExist() throws Exception {
        references.clear();
        addPhoto("c.jpg", "a cat", "A cat .");

        evaluate(List.of());

        JsonNode scores =
                new ObjectMapper().readTree(folder.resolve("out/scores.json").toFile());
        assertThat(scores.has("randomCaption")).isFalse();
        assertThat(scores.has("humanCaption")).isFalse();
    }

    @Test
    void shouldNameTheFileThatIsNoPhoto() throws Exception {
        Files.write(folder.resolve("a.jpg"), new byte[0]);

        assertThatThrownBy(() -> evaluate(List.of()))
                .isInstanceOf(BadPhotoException.class)
                .hasMessage(folder.resolve("a.jpg") + ": the file is empty");
    }

    @Test
    void shouldScoreTheConfidenceByBothBars() throws Exception {
        Evaluation.Confidence confidence =
                evaluate(List.of(), OptionalDouble.of(100)).confidence();

        assertThat(confidence.aboveMedian().accepted()).isEqualTo(0.5);
        assertThat(confidence.aboveBar().accepted()).isZero();
        assertThat(confidence.aboveBar().bins())
                .extracting(ConfidenceScores.Bin::confidence)
                .containsExactly(CONFIDENCE, CONFIDENCE);
    }

    @Test
    void shouldLeaveOutTheConfidenceOfANetworkThatWasNotCalibrated() throws Exception {
        evaluate(List.of());

        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("out/scores.json").toFile())
                        .has("confidence"))
                .isFalse();
    }

    private Evaluation evaluate(List<String> trainingCaptions) throws IOException {
        return evaluate(trainingCaptions, OptionalDouble.empty());
    }

    private Evaluation evaluate(List<String> trainingCaptions, OptionalDouble bar) throws IOException {
        CaptionLikelihood likelihood =
                (embedding, captions) -> new TokenLoss(embedding[0] * captions.size(), 2L * captions.size());
        Evaluator evaluator = new Evaluator(
                new CaptionInFile(), likelihood, new Random(1), new SteppingClock(), bar, Optional.empty());
        return evaluator.evaluate(new EvaluationData(folder, references, trainingCaptions), folder.resolve("out"));
    }

    private void addPhoto(String name, String whatTheNetworkSays, String... captions) throws IOException {
        Files.writeString(folder.resolve(name), whatTheNetworkSays);
        references.put(name, List.of(captions));
    }

    /** Says what the photo file's text is; its embedding is that text's length, by which it is found again. */
    private final class CaptionInFile implements Network {

        private final Map<Integer, String> texts = new LinkedHashMap<>();

        @Override
        public String version() {
            return "stub-1";
        }

        @Override
        public DecodedPhoto decode(byte[] file) {
            if (file.length == 0) {
                throw new BadPhotoException("the file is empty");
            }
            texts.put(file.length, new String(file, StandardCharsets.UTF_8));
            return new DecodedPhoto(new float[] {file.length});
        }

        @Override
        public float[] embed(DecodedPhoto photo) {
            return photo.pixels();
        }

        @Override
        public List<Caption> captions(float[] embedding) {
            return List.of(
                    new Caption(texts.get((int) embedding[0]), -1, OptionalDouble.of(CONFIDENCE)),
                    new Caption("a worse one", -2));
        }

        @Override
        public TextSearch textSearch() {
            throw new UnsupportedOperationException();
        }

        @Override
        public WordVectors words() {
            return new WordVectors(List.of("dog", "puppy"), new float[][] {{1, 2}, {2, 1}});
        }

        @Override
        public List<LearnedWord> vocabulary() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private static final class SteppingClock implements InstantSource {

        private long millis;

        @Override
        public Instant instant() {
            millis += 10;
            return Instant.ofEpochMilli(millis);
        }
    }
}
