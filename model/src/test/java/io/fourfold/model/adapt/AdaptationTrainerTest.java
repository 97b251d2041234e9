package io.fourfold.model.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.SettableClock;
import io.fourfold.model.dataset.PhotoSplit;
import io.fourfold.model.encoder.BackboneConverter;
import io.fourfold.model.encoder.BackboneTail;
import io.fourfold.model.encoder.TinyMobileNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptationTrainerTest {

    private static final int BOTTLENECKS = 2;
    private static final int TOPICS = 3;

    private final List<String> log = new ArrayList<>();
    private final List<AdaptationPhoto> photos = photos();
    private List<AdaptationPhoto> uncaptioned = List.of();

    @TempDir
    Path folder;

    private byte[] backbone;

    @BeforeEach
    void convertBackbone() throws Exception {
        backbone = BackboneConverter.convert(new TinyMobileNet().writeDirectory(folder.resolve("package")));
    }

    @Test
    @Tag("numeric")
    void shouldLearnToSayWhatPeopleSay() throws Exception {
        train(config(12), folder.resolve("training"), log::add);

        assertThat(cosine("epoch 12 done")).isGreaterThan(cosine("before") + 0.3);
    }

    @Test
    void shouldGoOnAfterAStopAsIfItHadNotStopped() throws Exception {
        float[][] straight = train(config(4), folder.resolve("straight"), log::add);
        Path stopped = folder.resolve("stopped");
        assertThatThrownBy(() -> train(config(4), stopped, AdaptationTrainerTest::stopInThirdEpoch))
                .hasMessage("stop");

        float[][] resumed = train(config(4), stopped, log::add);

        assertThat(resumed).isDeepEqualTo(straight);
    }

    @Test
    void shouldStartAgainWithAnotherConfiguration() throws Exception {
        float[][] alone = train(config(2), folder.resolve("alone"), log::add);
        train(config(1), folder.resolve("shared"), log::add);

        float[][] afterAnother = train(config(2), folder.resolve("shared"), log::add);

        assertThat(afterAnother).isDeepEqualTo(alone);
    }

    @Test
    void shouldRememberWhatItSawWhileItLearns() throws Exception {
        train(config(12, 3), folder.resolve("remembering"), log::add);
        double remembered = lastLossToMemory();
        log.clear();
        train(config(12, 1e-9), folder.resolve("forgetting"), log::add);

        assertThat(remembered).isLessThan(lastLossToMemory());
    }

    @Test
    void shouldRememberWhatItSawInPhotosWithoutCaptionsToo() throws Exception {
        uncaptioned = photos.stream()
                .map(photo -> new AdaptationPhoto(photo.pixels(), null, null, 1))
                .toList();

        train(config(2, 1), folder.resolve("training"), log::add);

        assertThat(log.get(0)).startsWith("54 photos to learn from, 6 held out");
        assertThat(log).anyMatch(line -> line.startsWith("epoch 2 done"));
    }

    @Test
    void shouldRememberAfterAStopAsIfItHadNotStopped() throws Exception {
        float[][] straight = train(config(4, 1), folder.resolve("straight"), log::add);
        Path stopped = folder.resolve("stopped");
        assertThatThrownBy(() -> train(config(4, 1), stopped, AdaptationTrainerTest::stopInThirdEpoch))
                .hasMessage("stop");

        assertThat(train(config(4, 1), stopped, log::add)).isDeepEqualTo(straight);
    }

    private double lastLossToMemory() {
        return log.stream()
                .filter(line -> line.contains("to memory"))
                .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".*to memory ([0-9.]+),.*", "$1")))
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    /** Returns the weights. */
    private float[][] train(AdaptationConfig config, Path directory, Consumer<String> receiver)
            throws IOException, InterruptedException {
        BackboneTail tail = new BackboneTail(backbone, config.bottlenecks());
        TailWeights weights = TailWeights.read(tail);
        Files.createDirectories(directory);
        try (FrozenLayers frozen = new FrozenLayers(tail, 224, 224)) {
            new AdaptationTrainer(config, new SettableClock(Duration.ofMinutes(1)), receiver)
                    .train(
                            frozen,
                            weights,
                            new PhotoSplit<>(photos.subList(6, photos.size()), photos.subList(0, 6)),
                            uncaptioned,
                            directory);
        }
        return weights.parameters().flat().toArray();
    }

    private double cosine(String start) {
        String line = log.stream().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
        return Double.parseDouble(line.replaceFirst(".*cosine (-?[0-9.]+) .*", "$1"));
    }

    private static void stopInThirdEpoch(String line) {
        if (line.startsWith("epoch 3 done")) {
            throw new IllegalStateException("stop");
        }
    }

    private static AdaptationConfig config(int epochs) {
        return config(epochs, 0);
    }

    private static AdaptationConfig config(int epochs, double memoryWeight) {
        return new AdaptationConfig(
                BOTTLENECKS,
                new AdaptationConfig.Schedule(epochs, 1, 8, 3e-3, 3e-2),
                new Augmentation(224, 0.9, 0.1),
                new AdaptationConfig.Captions(TOPICS, 1),
                new TargetLoss(0.3, 0.1),
                memoryWeight,
                6,
                2,
                1);
    }

    /** Red, green and blue photos, of one topic each. */
    private static List<AdaptationPhoto> photos() {
        Random random = new Random(8);
        List<AdaptationPhoto> photos = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int topic = i % TOPICS;
            byte[] pixels = new byte[224 * 224 * 3];
            for (int j = 0; j < pixels.length; j++) {
                pixels[j] = (byte) (j % 3 == topic ? 150 + random.nextInt(100) : random.nextInt(60));
            }
            float[] target = new float[TOPICS];
            target[topic] = 1;
            photos.add(new AdaptationPhoto(pixels, new SparseVector(new int[] {topic}, new float[] {1}), target, 1));
        }
        return photos;
    }
}
