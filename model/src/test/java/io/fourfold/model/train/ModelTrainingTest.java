package io.fourfold.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.BundleManifest;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.dataset.PhotoSet;
import io.fourfold.model.dataset.TrainingData;
import io.fourfold.model.encoder.BackboneConverter;
import io.fourfold.model.encoder.ForeignBackbone;
import io.fourfold.model.encoder.PixelValues;
import io.fourfold.model.encoder.TinyForeign;
import io.fourfold.model.encoder.TinyMobileNet;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTrainingTest {

    private static final int PHOTOS = 16;

    @TempDir
    Path folder;

    private Path backbone;

    @BeforeEach
    void writeData() throws IOException {
        backbone = Files.write(
                folder.resolve("backbone.onnx"),
                BackboneConverter.convert(new TinyMobileNet().writeDirectory(folder.resolve("package"))));
        StringBuilder captions = new StringBuilder();
        StringBuilder split = new StringBuilder();
        for (int i = 0; i < PHOTOS; i++) {
            boolean red = i % 2 == 0;
            String name = "photo" + i + ".png";
            write(folder.resolve(name), red ? new Color(200 + i, 0, 0) : new Color(0, 0, 200 + i));
            captions.append(name)
                    .append("#0\t")
                    .append(red ? "a red wall" : "the blue sea")
                    .append('\n');
            captions.append(name)
                    .append("#1\t")
                    .append(red ? "a red wall ." : "The blue sea")
                    .append('\n');
            split.append(name).append('\n');
        }
        Files.writeString(folder.resolve("captions.txt"), captions);
        Files.writeString(folder.resolve("train.txt"), split);
    }

    @Test
    void shouldWriteABundleThatLoadsAndSpeaks() throws Exception {
        BundleManifest manifest = train(1);

        try (ModelBundle bundle = ModelBundle.load(folder.resolve("out"))) {
            assertThat(bundle.version()).isEqualTo(manifest.version()).matches("fourfold-1-[0-9a-f]{8}");
            assertThat(bundle.decode(Files.readAllBytes(folder.resolve("photo0.png")))
                            .pixels())
                    .as("photos are read at the size of the encoder")
                    .hasSize(256 * 256 * 3);
            float[] embedding = bundle.embed(Files.readAllBytes(folder.resolve("photo0.png")));
            assertThat(embedding).hasSize(300);
            assertThat(bundle.captions(embedding)).isNotEmpty();
            assertThat(bundle.words().words()).containsExactlyInAnyOrder("a", "red", "wall", "the", "blue", "sea");
        }
    }

    @Test
    void shouldSayWhatTheNetworkWasTrainedOnAndHowGoodItIs() throws Exception {
        BundleManifest manifest = train(1);

        assertThat(manifest.training().data()).isEqualTo("photos of train.txt, captions of captions.txt");
        assertThat(manifest.training().photos()).isEqualTo(PHOTOS - 4);
        assertThat(manifest.scores()).singleElement().satisfies(score -> {
            assertThat(score.split()).isEqualTo("held out of the training split");
            assertThat(score.photos()).isEqualTo(4);
            assertThat(score.measures()).containsKeys("BLEU-4", "CIDEr-D", "token cross-entropy");
        });
    }

    @Test
    void shouldTrainBehindABackboneOfAnotherOrigin() throws Exception {
        backbone = Files.write(
                folder.resolve("given.onnx"),
                new ForeignBackbone(Optional.of("last"), PixelValues.SIGNED, OptionalInt.empty())
                        .of(TinyForeign.classifier(), "tiny.onnx"));

        BundleManifest manifest = train(1);

        assertThat(manifest.licences()).anyMatch(licence -> licence.startsWith("Backbone: tiny.onnx"));
        try (ModelBundle bundle = ModelBundle.load(folder.resolve("out"))) {
            float[] embedding = bundle.embed(Files.readAllBytes(folder.resolve("photo0.png")));
            assertThat(bundle.captions(embedding)).isNotEmpty();
        }
    }

    @Test
    void shouldKeepALog() throws Exception {
        train(1);

        assertThat(folder.resolve("out/training/training.log")).content().contains("epoch 1 done");
    }

    @Test
    void shouldGiveTheSameVersionAgainFromItsCheckpoint() throws Exception {
        assertThat(train(1).version()).isEqualTo(train(1).version());
    }

    @Test
    void shouldNameThePhotoThatHasNoCaption() throws Exception {
        Files.writeString(folder.resolve("captions.txt"), "photo0.png#0\ta red wall\n");

        assertThatThrownBy(() -> train(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no caption of photo1.png");
    }

    private BundleManifest train(int epochs) throws IOException, InterruptedException {
        TrainingConfig config = new TrainingConfig(
                256,
                8,
                new TrainingConfig.Captions(1, 10),
                new TrainingConfig.Batches(4, 0.1, 5, 2),
                new TrainingConfig.Imitation(epochs, 1e-2, new Contrast(0.2, 0.1)),
                SelfCritical.NONE,
                new TrainingConfig.Beam(3, 10),
                4,
                1);
        return new ModelTraining(config, new SearchConfig(1, 4, 1e-2, 0.1, 0.1, 1), Clock.systemUTC())
                .train(
                        new TrainingData(
                                List.of(new PhotoSet(
                                        folder, folder.resolve("captions.txt"), folder.resolve("train.txt"), 1)),
                                List.of()),
                        backbone,
                        folder.resolve("out"));
    }

    private static void write(Path file, Color color) throws IOException {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, 32, 32);
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }
}
