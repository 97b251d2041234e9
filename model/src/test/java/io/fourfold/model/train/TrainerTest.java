package io.fourfold.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.decoder.BeamSearch;
import io.fourfold.model.decoder.Decoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numeric")
class TrainerTest {

    private static final int EMBEDDING = 12;
    private static final List<String> SCENES =
            List.of("a dog runs on grass", "two men climb a rock", "a girl swims", "a red car on the street");

    @TempDir
    Path folder;

    private final List<String> log = new ArrayList<>();

    @Test
    void shouldLearnToSayWhatIsInThePhotos() throws Exception {
        TrainingResult result = train(config(20), folder);

        BeamSearch beam = new BeamSearch(new Decoder(result.decoder()), result.vocabulary(), 3, 10);
        for (int scene = 0; scene < SCENES.size(); scene++) {
            float[] embedding = result.projection().apply(feature(scene, new SplittableRandom(99)));
            assertThat(beam.search(embedding).get(0).text()).isEqualTo(SCENES.get(scene));
        }
    }

    @Test
    void shouldScoreTheHeldOutPhotos() throws Exception {
        TrainingResult result = train(config(20), folder);

        assertThat(result.heldOut().photos()).isEqualTo(8);
        assertThat(result.heldOut().crossEntropy()).isLessThan(1);
        assertThat(result.heldOut().captions().bleu1()).isGreaterThan(90);
    }

    @Test
    void shouldGiveTheSameWeightsForTheSameSeed() throws Exception {
        TrainingResult first = train(config(2), folder.resolve("first"));
        TrainingResult second = train(config(2), folder.resolve("second"));

        assertThat(second.decoder().parameters().flat().toArray())
                .isDeepEqualTo(first.decoder().parameters().flat().toArray());
        assertThat(second.projection().weight())
                .isDeepEqualTo(first.projection().weight());
    }

    @Test
    void shouldGoOnAfterAStopAsIfItHadNotStopped() throws Exception {
        TrainingResult straight = train(config(4), folder.resolve("straight"));
        Path stopped = folder.resolve("stopped");
        assertThatThrownBy(() -> new Trainer(config(4), Clock.systemUTC(), this::stopAfterSecondEpoch)
                        .train(photos(), EMBEDDING, stopped))
                .hasMessage("stop");

        TrainingResult resumed = train(config(4), stopped);

        assertThat(resumed.decoder().parameters().flat().toArray())
                .isDeepEqualTo(straight.decoder().parameters().flat().toArray());
    }

    @Test
    void shouldStartAfreshWithAnotherConfiguration() throws Exception {
        train(config(2), folder);
        log.clear();

        train(config(3), folder);

        assertThat(log).anySatisfy(line -> assertThat(line).startsWith("imitation epoch 1 done"));
    }

    @Test
    void shouldStartAfreshWithOtherFeatures() throws Exception {
        train(config(2), folder);
        log.clear();
        List<CaptionedPhoto> others = new ArrayList<>(photos());
        CaptionedPhoto first = others.get(0);
        PhotoFeatures mirrored =
                new PhotoFeatures(first.features().flipped(), first.features().plain());
        others.set(0, new CaptionedPhoto(first.name(), mirrored, first.captions(), 1));

        new Trainer(config(2), Clock.systemUTC(), log::add).train(others, EMBEDDING, folder);

        assertThat(log).anySatisfy(line -> assertThat(line).startsWith("imitation epoch 1 done"));
    }

    @Test
    void shouldRefuseTooFewPhotos() {
        assertThatThrownBy(() -> new Trainer(config(1), Clock.systemUTC(), log::add)
                        .train(photos().subList(0, 9), EMBEDDING, folder))
                .hasMessage("too few photos to train on: 9, of which 8 would be held out");
    }

    @Test
    void shouldLogEachEpochsScore() throws Exception {
        train(config(2), folder);

        assertThat(log)
                .anySatisfy(line ->
                        assertThat(line).matches("self-critical epoch 2 done: held out .*CIDEr-D \\d\\.\\d+.*"));
    }

    private TrainingResult train(TrainingConfig config, Path directory) throws IOException, InterruptedException {
        return new Trainer(config, Clock.systemUTC(), log::add).train(photos(), EMBEDDING, directory);
    }

    private void stopAfterSecondEpoch(String line) {
        if (line.startsWith("imitation epoch 3 done")) {
            throw new IllegalStateException("stop");
        }
    }

    private static TrainingConfig config(int epochs) {
        return new TrainingConfig(
                224,
                24,
                new TrainingConfig.Captions(1, 10),
                new TrainingConfig.Batches(16, 0.1, 5, 2),
                new TrainingConfig.Imitation(epochs, 1e-2, new Contrast(0.2, 0.1)),
                new SelfCritical(2, 1e-3, 6, 3, 1, 0, new Contrast(0.2, 0.1)),
                new TrainingConfig.Beam(3, 10),
                8,
                1);
    }

    private static List<CaptionedPhoto> photos() {
        SplittableRandom random = new SplittableRandom(5);
        List<CaptionedPhoto> photos = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            int scene = i % SCENES.size();
            photos.add(new CaptionedPhoto(
                    "photo" + i + ".jpg",
                    new PhotoFeatures(feature(scene, random), feature(scene, random)),
                    List.of(SCENES.get(scene), SCENES.get(scene)),
                    1));
        }
        return photos;
    }

    private static float[] feature(int scene, SplittableRandom random) {
        float[] feature = new float[SCENES.size() * 2];
        for (int i = 0; i < feature.length; i++) {
            feature[i] = (float) (random.nextDouble() * 0.3 + (i % SCENES.size() == scene ? 1 : 0));
        }
        return feature;
    }
}
