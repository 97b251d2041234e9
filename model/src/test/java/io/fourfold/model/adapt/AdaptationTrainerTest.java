package io.fourfold.model.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.encoder.BackboneConverter;
import io.fourfold.model.encoder.BackboneParts;
import io.fourfold.model.encoder.TinyMobileNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptationTrainerTest {

    private static final int FIRST = 14;
    private static final int CHANNELS = 3;
    private static final int TOPICS = 3;

    private final List<String> log = new ArrayList<>();
    private final List<PhotoMaps> photos = photos();

    @TempDir
    Path folder;

    private byte[] backbone;

    @BeforeEach
    void convertBackbone() throws Exception {
        backbone = BackboneConverter.convert(new TinyMobileNet().writeDirectory(folder.resolve("package")));
    }

    @Test
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

    /** Returns the weights. */
    private float[][] train(AdaptationConfig config, Path directory, Consumer<String> receiver)
            throws IOException, InterruptedException {
        TailWeights weights = TailWeights.read(backbone, config.firstBottleneck());
        Files.createDirectories(directory);
        new AdaptationTrainer(config, Clock.systemUTC(), receiver)
                .train(weights, photos.subList(6, photos.size()), photos.subList(0, 6), directory);
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
        return new AdaptationConfig(FIRST, epochs, 1, 8, 3e-3, 3e-2, TOPICS, 1, 0.3, 0.1, 6, 2, 1);
    }

    /** Each of one topic, which one of the channels shows. */
    private static List<PhotoMaps> photos() {
        SplittableRandom random = new SplittableRandom(8);
        List<PhotoMaps> photos = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int topic = i % TOPICS;
            float[] target = new float[TOPICS];
            target[topic] = 1;
            SparseVector words = new SparseVector(new int[] {topic}, new float[] {1});
            photos.add(new PhotoMaps(map(topic, random), map(topic, random), words, target));
        }
        return photos;
    }

    private static float[] map(int topic, SplittableRandom random) {
        int side = BackboneParts.inputSide(FIRST);
        float[] map = new float[side * side * CHANNELS];
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) (random.nextDouble() + (i % CHANNELS == topic ? 2 : 0));
        }
        return map;
    }
}
