package io.fourfold.model.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.BundleManifest;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.model.adapt.AdaptationConfig;
import io.fourfold.model.adapt.Augmentation;
import io.fourfold.model.adapt.TargetLoss;
import io.fourfold.model.dataset.PhotoSet;
import io.fourfold.model.dataset.TrainingData;
import io.fourfold.model.encoder.TinyMobileNet;
import io.fourfold.model.meaning.TinySentenceEncoder;
import io.fourfold.model.meaning.TinyWordNet;
import io.fourfold.model.train.Contrast;
import io.fourfold.model.train.SearchConfig;
import io.fourfold.model.train.SelfCritical;
import io.fourfold.model.train.TrainingConfig;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole recipe with a network of a few channels and a handful of plain pictures. */
class ModelRecipeTest {

    private static final int PHOTOS = 16;
    private static final int HELD_OUT = 4;
    private static final List<Integer> COLOURS = List.of(0xff0000, 0x00ff00, 0x0000ff);
    private static final List<String> SCENES = List.of("a red sunset", "grass and trees", "the blue sea");

    @TempDir
    Path folder;

    private final AtomicInteger downloads = new AtomicInteger();
    private final PackageSource fetching = this::fetch;
    private TrainingData data;
    private MeaningSources meanings;

    @BeforeEach
    void drawPhotos() throws IOException {
        List<String> names = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int i = 0; i < PHOTOS; i++) {
            String name = "photo" + i + ".png";
            BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            image.setRGB(i, i, COLOURS.get(i % COLOURS.size()));
            ImageIO.write(image, "png", folder.resolve(name).toFile());
            names.add(name);
            captions.add(name + "#0\t" + SCENES.get(i % SCENES.size()));
        }
        Files.write(folder.resolve("train.txt"), names);
        Files.write(folder.resolve("captions.txt"), captions);
        meanings = new MeaningSources(
                new PackageFile(new TinySentenceEncoder(2)
                        .with("sea", 1, 0)
                        .with("ocean", 1, 0)
                        .with("grass", 0, 1)
                        .write(folder.resolve("tiny.jar"))),
                new PackageFile(
                        new TinyWordNet().with("noun", "ocean", "a sea").write(folder.resolve("dictionary.jar"))),
                new PackageFile(wordList()));
        data = new TrainingData(
                List.of(new PhotoSet(folder, folder.resolve("captions.txt"), folder.resolve("train.txt"), 2)),
                List.of());
    }

    @Test
    void shouldMakeABundleFromPackagePhotosAndCaptions() throws Exception {
        BundleManifest manifest = run(HELD_OUT);

        try (ModelBundle bundle = ModelBundle.load(folder.resolve("out"))) {
            assertThat(bundle.version()).isEqualTo(manifest.version());
            assertThat(bundle.words().words()).contains("sunset", "grass", "sea");
            assertThat(bundle.manifest().confidence().photos()).isEqualTo(HELD_OUT);
            assertThat(bundle.captions(new float[Network.EMBEDDING_SIZE]))
                    .extracting(caption -> caption.confidence().orElseThrow())
                    .allSatisfy(confidence -> assertThat(confidence).isBetween(0.0, 1.0));
            assertThat(bundle.textSearch().understand("ocean").saidWords()).containsExactly("sea");
        }
        assertThat(log())
                .contains(
                        "backbone: done in",
                        "adaptation: done in",
                        "features: done in",
                        "decoder: done in",
                        "words: done in",
                        "confidence: done in")
                .contains("all stages: ");
    }

    @Test
    void shouldGoOnWhereItWasStopped() throws Exception {
        assertThatThrownBy(() -> run(PHOTOS)).hasMessageContaining("too few photos to train on");

        run(HELD_OUT);

        assertThat(downloads).hasValue(1);
        assertThat(log())
                .contains("backbone: done before", "adaptation: done before", "features: done before")
                .contains("decoder: done in");
    }

    @Test
    void shouldGiveTheSameBundleAgainWithoutWork() throws Exception {
        BundleManifest first = run(HELD_OUT);

        assertThat(run(HELD_OUT)).isEqualTo(first);
        assertThat(log()).contains("decoder: done before", "words: done before", "confidence: done before");
    }

    @Test
    void shouldHoldOutTheSamePhotosInEveryStageAsShipped() {
        TrainingConfig training = TrainingConfig.shipped();

        assertThat(AdaptationConfig.shipped())
                .extracting(AdaptationConfig::heldOutPhotos)
                .containsOnly(training.heldOutPhotos());
        assertThat(AdaptationConfig.shipped())
                .extracting(AdaptationConfig::seed)
                .containsOnly(training.seed());
    }

    private Path wordList() throws IOException {
        Path list = Files.createDirectories(folder.resolve("wordlist"));
        for (String spelling : List.of("english", "american", "british")) {
            for (int size : List.of(10, 20, 35, 40, 50, 55)) {
                Files.writeString(list.resolve(spelling + "-words-" + size + ".json"), "[\"ocean\"]");
            }
        }
        return list;
    }

    private BundleManifest run(int heldOut) throws IOException, InterruptedException {
        List<AdaptationConfig> adaptation = List.of(
                new AdaptationConfig(
                        1,
                        new AdaptationConfig.Schedule(1, 0, 6, 1e-3, 1e-2),
                        new Augmentation(224, 0.6, 0.3),
                        new AdaptationConfig.Captions(2, 1),
                        new TargetLoss(0.3, 0.1),
                        0,
                        HELD_OUT,
                        2,
                        1),
                new AdaptationConfig(
                        2,
                        new AdaptationConfig.Schedule(1, 0, 6, 1e-3, 1e-2),
                        new Augmentation(224, 0.6, 0.3),
                        new AdaptationConfig.Captions(2, 1),
                        new TargetLoss(0.3, 0.1),
                        1,
                        HELD_OUT,
                        2,
                        1));
        TrainingConfig training = new TrainingConfig(
                256,
                8,
                new TrainingConfig.Captions(1, 10),
                new TrainingConfig.Batches(4, 0.1, 5, 2),
                new TrainingConfig.Imitation(1, 1e-2, new Contrast(0.2, 0.1)),
                new SelfCritical(1, 1e-3, 4, 2, 1, 0.3, new Contrast(0.2, 0.1)),
                new TrainingConfig.Beam(3, 10),
                heldOut,
                1);
        SearchConfig search = new SearchConfig(1, 4, 1e-2, 0.1, 0.1, 1);
        return new ModelRecipe(adaptation, training, search, Clock.systemUTC())
                .run(fetching, data, Optional.of(meanings), folder.resolve("out"));
    }

    private Path fetch(Path work) throws IOException {
        downloads.incrementAndGet();
        return new TinyMobileNet().writeArchive(work.resolve("tiny.tgz"));
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("out/training/recipe.log"));
    }
}
