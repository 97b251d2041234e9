package io.fourfold.model.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.dataset.PhotoSet;
import io.fourfold.model.dataset.TrainingData;
import io.fourfold.model.encoder.BackboneConverter;
import io.fourfold.model.encoder.BackboneTail;
import io.fourfold.model.encoder.ImageEncoder;
import io.fourfold.model.encoder.TinyMobileNet;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackboneAdaptationTest {

    private static final int PHOTOS = 24;
    private static final int HELD_OUT = 8;
    private static final List<Color> COLOURS = List.of(Color.RED, Color.GREEN, Color.BLUE);
    private static final List<String> SCENES = List.of("a sunset", "grass and trees", "the sea");

    @TempDir
    Path folder;

    private Path backbone;

    @BeforeEach
    void preparePhotos() throws Exception {
        backbone = folder.resolve("backbone.onnx");
        BackboneConverter.convert(new TinyMobileNet().writeDirectory(folder.resolve("package")), backbone);
        Files.createDirectories(folder.resolve("images"));
        List<String> names = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int i = 0; i < PHOTOS; i++) {
            String name = "photo" + i + ".png";
            draw(COLOURS.get(i % COLOURS.size()), i, folder.resolve("images").resolve(name));
            names.add(name);
            captions.add(name + "#0\t" + SCENES.get(i % SCENES.size()));
        }
        Files.write(folder.resolve("split.txt"), names);
        Files.write(folder.resolve("captions.txt"), captions);
    }

    @Test
    void shouldWriteABackboneOfTheSameShapeWithOtherWeights() throws Exception {
        adapt(config(3, 0), "adapted.onnx");

        try (ImageEncoder before = new ImageEncoder(backbone);
                ImageEncoder after = new ImageEncoder(folder.resolve("adapted.onnx"))) {
            assertThat(after.outputSize()).isEqualTo(before.outputSize());
            assertThat(after.encode(new float[224 * 224 * 3])).isNotEqualTo(before.encode(new float[224 * 224 * 3]));
        }
        assertThat(weights("adapted.onnx", "expanded_conv_12/expand/weight"))
                .isEqualTo(new BackboneTail(Files.readAllBytes(backbone), 5)
                        .weights()
                        .get("expanded_conv_12/expand/weight"));
    }

    @Test
    void shouldLeaveTheWeightsWhileOnlyTheHeadLearns() throws Exception {
        adapt(config(1, 1), "adapted.onnx");

        assertThat(weights("adapted.onnx", "expanded_conv_14/depthwise/weight"))
                .isEqualTo(new BackboneTail(Files.readAllBytes(backbone), 5)
                        .weights()
                        .get("expanded_conv_14/depthwise/weight"));
    }

    @Test
    void shouldReportTheScoreOfTheBestEpoch() throws Exception {
        AdaptationScore score = adapt(config(4, 1), "adapted.onnx");

        String log = Files.readString(folder.resolve("adapted.onnx.training/adaptation.log"));
        assertThat(log).contains("before: ").contains("epoch 4 done: ").contains("done: " + score);
    }

    @Test
    void shouldNotTrainAgainWhatIsDone() throws Exception {
        adapt(config(3, 1), "adapted.onnx");
        float[] trained = weights("adapted.onnx", "expanded_conv_16/expand/weight");
        Files.delete(folder.resolve("adapted.onnx"));

        adapt(config(3, 1), "adapted.onnx");

        assertThat(weights("adapted.onnx", "expanded_conv_16/expand/weight")).isEqualTo(trained);
        assertThat(Files.readString(folder.resolve("adapted.onnx.training/adaptation.log")))
                .containsOnlyOnce("epoch 3 done");
    }

    @Test
    void shouldRefuseTooFewPhotos() throws Exception {
        Files.write(folder.resolve("split.txt"), List.of("photo1.png", "photo2.png"));

        assertThatThrownBy(() -> adapt(config(1, 1), "adapted.onnx"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("too few photos to adapt to: 2, of which 8 would be held out");
    }

    @Test
    void shouldNameAllThatIsWrongWithAConfiguration() {
        assertThatThrownBy(() -> new AdaptationConfig(
                        0,
                        new AdaptationConfig.Schedule(2, 3, 8, 1e-3, 1e-2),
                        new Augmentation(224, 0.6, 0.3),
                        new AdaptationConfig.Captions(2, 1),
                        new TargetLoss(0.3, 0),
                        1,
                        HELD_OUT,
                        2,
                        1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the number of bottlenecks must be positive; head epochs must be from 0 to epochs; "
                        + "the temperature must be positive");
    }

    @Test
    void shouldTakeOneStepAfterTheOther() throws Exception {
        adapt(config(2, 0), "first.onnx");

        adapt(List.of(config(2, 0), remembering()), "both.onnx");

        assertThat(weights("both.onnx", "expanded_conv_13/expand/weight"))
                .isEqualTo(weights("first.onnx", "expanded_conv_13/expand/weight"))
                .isNotEqualTo(new BackboneTail(Files.readAllBytes(backbone), 5)
                        .weights()
                        .get("expanded_conv_13/expand/weight"));
        assertThat(weights("both.onnx", "expanded_conv_16/expand/weight"))
                .isNotEqualTo(weights("first.onnx", "expanded_conv_16/expand/weight"));
    }

    private AdaptationScore adapt(AdaptationConfig config, String out) throws IOException, InterruptedException {
        return adapt(List.of(config), out);
    }

    private AdaptationScore adapt(List<AdaptationConfig> steps, String out) throws IOException, InterruptedException {
        return new BackboneAdaptation(steps, Clock.systemUTC())
                .adapt(
                        backbone,
                        new TrainingData(
                                List.of(new PhotoSet(
                                        folder.resolve("images"),
                                        folder.resolve("captions.txt"),
                                        folder.resolve("split.txt"),
                                        1)),
                                List.of()),
                        folder.resolve(out));
    }

    private float[] weights(String onnx, String name) throws IOException {
        return new BackboneTail(Files.readAllBytes(folder.resolve(onnx)), 5)
                .weights()
                .get(name);
    }

    private static AdaptationConfig config(int epochs, int headEpochs) {
        return new AdaptationConfig(
                3,
                new AdaptationConfig.Schedule(epochs, headEpochs, 8, 1e-3, 1e-2),
                new Augmentation(224, 0.6, 0.3),
                new AdaptationConfig.Captions(2, 1),
                new TargetLoss(0.3, 0.1),
                0,
                HELD_OUT,
                2,
                1);
    }

    /** Trains the last bottleneck only. */
    private static AdaptationConfig remembering() {
        return new AdaptationConfig(
                1,
                new AdaptationConfig.Schedule(2, 0, 8, 1e-3, 1e-2),
                new Augmentation(224, 0.6, 0.3),
                new AdaptationConfig.Captions(2, 1),
                new TargetLoss(0.3, 0.1),
                1,
                HELD_OUT,
                2,
                1);
    }

    private static void draw(Color colour, int seed, Path file) throws IOException {
        BufferedImage image = new BufferedImage(224, 224, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            graphics.fillRect(random.nextInt(200), random.nextInt(200), 40, 40);
        }
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }
}
