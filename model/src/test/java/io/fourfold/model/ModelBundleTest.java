package io.fourfold.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fourfold.model.confidence.Calibration;
import io.fourfold.model.confidence.Evidence;
import io.fourfold.model.decoder.DecoderShape;
import io.fourfold.model.decoder.DecoderWeights;
import io.fourfold.model.encoder.BackboneConverter;
import io.fourfold.model.encoder.EncoderExport;
import io.fourfold.model.encoder.TinyMobileNet;
import io.fourfold.model.explain.PhotoPlaces;
import io.fourfold.model.image.DecodedPhoto;
import io.fourfold.model.inversion.EmbeddingPrior;
import io.fourfold.model.inversion.InversionOptions;
import io.fourfold.model.inversion.InvertedQuery;
import io.fourfold.model.inversion.Query;
import io.fourfold.model.inversion.TextSearch;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.text.Hubness;
import io.fourfold.model.text.TextDirections;
import io.fourfold.model.text.TextEncoder;
import io.fourfold.model.text.WordBag;
import io.fourfold.model.words.LearnedWord;
import io.fourfold.model.words.UnknownWordException;
import io.fourfold.model.words.Vocabulary;
import io.fourfold.model.words.WordMeaning;
import io.fourfold.model.words.WordMeanings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numeric")
class ModelBundleTest {

    private static final int EMBEDDING = 6;

    @TempDir
    Path folder;

    private final Vocabulary vocabulary = Vocabulary.learn(List.of("a dog runs", "a dog"), 1);
    private Path bundle;
    private BundleManifest written;

    @BeforeEach
    void writeBundle() throws IOException {
        bundle = folder.resolve("bundle");
        written = write(1, EMBEDDING);
    }

    @Test
    void shouldLoadWhatWasWritten() {
        try (ModelBundle loaded = ModelBundle.load(bundle)) {
            assertThat(loaded.manifest()).isEqualTo(written);
            assertThat(loaded.version()).isEqualTo(written.version());
            assertThat(loaded.words().words()).isEqualTo(vocabulary.words());
            assertThat(loaded.captions(new float[EMBEDDING]))
                    .isNotEmpty()
                    .allMatch(caption -> caption.confidence().isEmpty());
        }
    }

    @Test
    void shouldSayHowFarCaptionsAreToBeBelievedOnceCalibrated() throws IOException {
        calibrate(EMBEDDING);

        try (ModelBundle loaded = ModelBundle.load(bundle)) {
            assertThat(loaded.version()).isEqualTo(written.version());
            assertThat(loaded.captions(new float[EMBEDDING]))
                    .extracting(caption -> caption.confidence().orElseThrow())
                    .allSatisfy(confidence -> assertThat(confidence).isBetween(0.0, 1.0));
        }
    }

    @Test
    void shouldRefuseTheConfidenceOfAnotherNetwork() throws IOException {
        calibrate(EMBEDDING + 1);

        assertThatThrownBy(() -> ModelBundle.load(bundle))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of embeddings of 7 numbers, not 6", "calibrate the model again");
    }

    @Test
    void shouldSearchByText() {
        try (ModelBundle loaded = ModelBundle.load(bundle)) {
            TextSearch search = loaded.textSearch();
            Query query = search.understand("the dog runs");

            InvertedQuery inverted =
                    search.invert(List.of(query), InversionOptions.standard()).get(0);

            assertThat(query.unknownWords()).containsExactly("the");
            assertThat(inverted.embedding()).hasSize(EMBEDDING);
            assertThat(search.rescore(inverted, List.of(new float[] {1, 2, 3, 4, 5, 6})))
                    .hasSize(1);
        }
    }

    @Test
    void shouldUnderstandTheWordsAddedToIt() throws IOException {
        BundleManifest changed = new BundleWriter(bundle).addWordMeanings(meanings(), "a licence");

        assertThat(changed.version()).isEqualTo(written.version());
        assertThat(changed.licences()).contains("a licence");
        try (ModelBundle loaded = ModelBundle.load(bundle)) {
            assertThat(loaded.textSearch().understand("the pooch").saidWords()).containsExactly("dog");
        }
    }

    @Test
    void shouldForgetTheWordsAddedToTheNetworkBefore() throws IOException {
        BundleWriter writer = new BundleWriter(bundle);
        writer.addWordMeanings(meanings(), "a licence");

        assertThat(write(2, EMBEDDING).files()).doesNotContainKey("word-meanings.bin");
        assertThat(writer.wordMeanings()).doesNotExist();
    }

    private byte[] meanings() throws IOException {
        return WordMeanings.toBytes(new TreeMap<>(Map.of("pooch", List.of(new WordMeaning("dog", 1)))), vocabulary);
    }

    @Test
    void shouldSayThatABundleWithoutTextEncoderCannotSearch() throws IOException {
        Path manifest = bundle.resolve("model.json");
        Files.writeString(manifest, Files.readString(manifest).replace("text-encoder.bin", "other.bin"));

        try (ModelBundle loaded = ModelBundle.load(bundle)) {
            assertThatThrownBy(loaded::textSearch)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has no text-encoder.bin");
        }
    }

    @Test
    void shouldTellOfEachPlaceWhatMakesUpTheEmbedding() {
        try (ModelBundle loaded = ModelBundle.load(bundle)) {
            DecodedPhoto photo = new DecodedPhoto(new float[224 * 224 * 3]);

            PhotoPlaces places = loaded.places(photo);

            assertThat(places.photo().embeddings()).hasDimensions(7 * 7, EMBEDDING);
            assertThat(places.photo().embedding()).containsExactly(loaded.embed(photo));
            assertThat(loaded.explain(places, "Dog").places().values()).hasSize(7 * 7);
            assertThatThrownBy(() -> loaded.explain(places, "dgo"))
                    .isInstanceOf(UnknownWordException.class)
                    .hasMessageContaining("did you mean dog");
        }
    }

    @Test
    void shouldKnowHowOftenEachWordOccurs() {
        try (ModelBundle loaded = ModelBundle.load(bundle)) {
            assertThat(loaded.vocabulary())
                    .extracting(LearnedWord::word, LearnedWord::count)
                    .containsExactly(tuple("a", 2L), tuple("dog", 2L), tuple("runs", 1L));
            assertThat(loaded.vocabulary())
                    .allSatisfy(word -> assertThat(word.vector()).hasSize(EMBEDDING));
        }
    }

    @Test
    void shouldHaveAVersionThatDependsOnTheWeightsOnly() throws IOException {
        assertThat(write(1, EMBEDDING).version()).isEqualTo(written.version());
        assertThat(write(2, EMBEDDING).version()).isNotEqualTo(written.version());
    }

    @Test
    void shouldNameTheDamagedFile() throws IOException {
        byte[] weights = Files.readAllBytes(bundle.resolve("decoder.bin"));
        weights[weights.length / 2] ^= 1;
        Files.write(bundle.resolve("decoder.bin"), weights);

        assertThatThrownBy(() -> ModelBundle.load(bundle))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot load " + bundle + ": decoder.bin is damaged or from another bundle")
                .hasMessageContaining("copy the whole bundle again");
    }

    @Test
    void shouldNameTheMissingFile() throws IOException {
        Files.delete(bundle.resolve("encoder.onnx"));

        assertThatThrownBy(() -> ModelBundle.load(bundle))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("encoder.onnx is missing");
    }

    @Test
    void shouldSayThatAFolderHoldsNoBundle() {
        assertThatThrownBy(() -> ModelBundle.load(folder.resolve("nowhere")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("model.json is missing");
    }

    @Test
    void shouldRefuseAManifestOfAnotherFormat() throws IOException {
        Path manifest = bundle.resolve("model.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"format\" : 1", "\"format\" : 7"));

        assertThatThrownBy(() -> ModelBundle.load(bundle))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model.json is of format 7");
    }

    @Test
    void shouldRefuseAManifestThatIsNoJson() throws IOException {
        Files.writeString(bundle.resolve("model.json"), "{");

        assertThatThrownBy(() -> ModelBundle.load(bundle))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model.json is not valid");
    }

    @Test
    void shouldNameWhatAManifestLacks() throws IOException {
        Path manifest = bundle.resolve("model.json");
        Files.writeString(manifest, Files.readString(manifest).replace("beamWidth", "width"));

        assertThatThrownBy(() -> ModelBundle.load(bundle))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model.json is not valid: it lacks beamWidth");
    }

    @Test
    void shouldRefuseAManifestWithAWordForANumber() throws IOException {
        Path manifest = bundle.resolve("model.json");
        Files.writeString(
                manifest, Files.readString(manifest).replaceFirst("\"hidden\" : \\d+", "\"hidden\" : \"many\""));

        assertThatThrownBy(() -> ModelBundle.load(bundle))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model.json is not valid: it lacks hidden, or that is no Double");
    }

    @Test
    void shouldRefuseAnEncoderThatDoesNotFitTheDecoder() throws IOException {
        write(1, EMBEDDING + 1);

        assertThatThrownBy(() -> ModelBundle.load(bundle))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("encoder.onnx gives embeddings of 7 numbers, the decoder reads 6");
    }

    private void calibrate(int embedding) throws IOException {
        Map<Evidence, Calibration.Weight> weights = new EnumMap<>(Evidence.class);
        for (Evidence kind : Evidence.values()) {
            weights.put(kind, new Calibration.Weight(0, 1, 1));
        }
        Calibration.Featureless featureless = new Calibration.Featureless(Collections.nCopies(embedding, 1f), 0);
        written.with(new Calibration(10, 0.5, 0, weights, featureless)).write(bundle.resolve(BundleWriter.MANIFEST));
    }

    private BundleManifest write(int seed, int encoderOutput) throws IOException {
        Path backbonePackage = Files.createTempDirectory(folder, "package");
        byte[] encoder = EncoderExport.withProjection(
                BackboneConverter.convert(new TinyMobileNet().writeDirectory(backbonePackage)),
                new float[encoderOutput][8],
                new float[encoderOutput]);
        DecoderShape shape = new DecoderShape(vocabulary.tokens(), EMBEDDING, 5);
        SplittableRandom random = new SplittableRandom(seed);
        DecoderWeights decoder = DecoderWeights.random(shape, random);
        return new BundleWriter(bundle)
                .write(
                        new BundleContents(
                                encoder,
                                decoder,
                                vocabulary,
                                new TextDirections(
                                        TextEncoder.random(decoder.words(), random),
                                        WordBag.random(vocabulary.tokens(), EMBEDDING, random)),
                                EmbeddingPrior.measure(List.of(new float[EMBEDDING], new float[] {1, 2, 3, 4, 5, 6})),
                                new Hubness(Matrix.zeros(1, EMBEDDING))),
                        3,
                        10,
                        new BundleManifest.Training("nothing", 0, "random"),
                        List.of());
    }
}
