package io.fourfold.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.linear.Vectors;
import io.fourfold.model.text.WordBag;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class WordBagTrainingTest {

    private static final int SIZE = 8;
    private static final List<String> SCENES =
            List.of("a dog runs on grass", "two men climb a rock", "a girl swims", "a red car on the street");
    private static final SearchConfig CONFIG = new SearchConfig(40, 4, 1e-2, 0.2, 0.1, 1);

    private final Vocabulary vocabulary = Vocabulary.learn(SCENES, 1);
    private final List<CaptionedPhoto> photos = new ArrayList<>();
    private final List<String> log = new ArrayList<>();

    WordBagTrainingTest() {
        SplittableRandom random = new SplittableRandom(1);
        for (String scene : SCENES) {
            float[] embedding = new float[SIZE];
            for (int i = 0; i < SIZE; i++) {
                embedding[i] = (float) random.nextGaussian();
            }
            photos.add(new CaptionedPhoto(scene, new PhotoFeatures(embedding, embedding), List.of(scene), 1));
        }
    }

    @Test
    void shouldPlaceTextsNearTheirPhotos() {
        WordBag bag = train();

        for (CaptionedPhoto photo : photos) {
            assertThat(nearest(bag, photo.captions().get(0))).isEqualTo(photo.name());
        }
    }

    @Test
    void shouldNotNeedAllWords() {
        assertThat(nearest(train(), "dog")).isEqualTo("a dog runs on grass");
    }

    @Test
    void shouldGiveTheSameForTheSameSeed() {
        assertThat(train().vectors().toArray()).isDeepEqualTo(train().vectors().toArray());
    }

    @Test
    void shouldSayHowFarItIs() {
        train();

        assertThat(log).hasSize(40).last().asString().startsWith("bag of words, epoch 40 of 40: contrastive loss ");
    }

    private WordBag train() {
        log.clear();
        return new WordBagTraining(CONFIG, log::add).train(photos, vocabulary, 10);
    }

    private String nearest(WordBag bag, String text) {
        float[] direction = Vectors.unit(bag.sum(vocabulary.tokens(text)));
        CaptionedPhoto nearest = photos.get(0);
        for (CaptionedPhoto photo : photos) {
            if (cosine(direction, photo) > cosine(direction, nearest)) {
                nearest = photo;
            }
        }
        return nearest.name();
    }

    private static double cosine(float[] direction, CaptionedPhoto photo) {
        return Vectors.dot(direction, Vectors.unit(photo.features().plain()));
    }
}
