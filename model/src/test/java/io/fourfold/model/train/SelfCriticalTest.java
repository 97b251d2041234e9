package io.fourfold.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.decoder.DecoderShape;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class SelfCriticalTest {

    private static final List<String> CAPTIONS = List.of("a dog runs", "a boy swims", "two birds fly");
    private static final SelfCritical HOW = new SelfCritical(1, 1, 6, 6, 3, 0, new Contrast(0.2, 0.1));
    private static final TrainingConfig CONFIG = new TrainingConfig(
            224,
            16,
            new TrainingConfig.Captions(1, 6),
            new TrainingConfig.Batches(12, 0, 5, 2),
            new TrainingConfig.Imitation(1, 1e-2, new Contrast(0, 0.1)),
            HOW,
            new TrainingConfig.Beam(3, 6),
            1,
            1);

    private final ExecutorService executor =
            Executors.newFixedThreadPool(CONFIG.batches().threads());

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void shouldSayWhatIsRewardedMoreOften() throws Exception {
        List<CaptionedPhoto> photos = photos();
        Vocabulary vocabulary = Vocabulary.learn(CAPTIONS, 1);
        TrainedNetwork network = new TrainedNetwork(
                new DecoderShape(vocabulary.tokens(), 8, CONFIG.hidden()),
                Standardisation.measure(photos),
                new SplittableRandom(3));
        BatchTrainer trainer =
                new BatchTrainer(CONFIG, network, executor, Optional.of(new CaptionReward(photos, vocabulary, 0)));
        SplittableRandom random = new SplittableRandom(1);
        // Every photo is shown with a caption of another kind, so that only the rewards can teach which one is right.
        List<Example> misleading = new ArrayList<>();
        for (int i = 0; i < photos.size(); i++) {
            misleading.add(new Example(
                    i, photos.get(i).features().plain(), vocabulary.tokens(CAPTIONS.get(i % 2 == 0 ? 0 : 1))));
        }

        double first = 0;
        double last = 0;
        for (int step = 0; step < 200; step++) {
            double reward = trainer.learn(misleading, step, 1e-2, random).reward();
            first += step < 20 ? reward / 20 : 0;
            last += step >= 180 ? reward / 20 : 0;
        }

        assertThat(last).isGreaterThan(2 * first + 1);
    }

    @Test
    void shouldNotAcceptASingleSentenceSinceItHasNothingToBeComparedWith() {
        assertThatThrownBy(() -> new SelfCritical(1, 1e-3, 8, 1, 1, 0, new Contrast(0.2, 0.1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two sentences");
    }

    private static List<CaptionedPhoto> photos() {
        List<CaptionedPhoto> photos = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            float[] feature = new float[3];
            feature[i % 3] = 1;
            photos.add(new CaptionedPhoto(
                    i + ".jpg", new PhotoFeatures(feature, feature), List.of(CAPTIONS.get(i % 3)), 1));
        }
        return photos;
    }
}
