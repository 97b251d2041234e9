package io.fourfold.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExampleBatchesTest {

    private static final int PHOTOS = 23;

    private final Vocabulary vocabulary = Vocabulary.learn(List.of("one two three four five"), 1);
    private final ExampleBatches batches = new ExampleBatches(photos(), vocabulary, 3, 8);

    @Test
    void shouldShowEveryCaptionOnceInAnEpoch() {
        List<Example> examples = batches.epoch(new SplittableRandom(1)).stream()
                .flatMap(List::stream)
                .toList();

        assertThat(examples).hasSize(PHOTOS * 2);
        for (int photo = 0; photo < PHOTOS; photo++) {
            int number = photo;
            assertThat(examples)
                    .filteredOn(example -> Math.abs(example.feature()[0]) == number + 1)
                    .extracting(example -> example.caption().length)
                    .containsExactlyInAnyOrder(2, 3);
        }
    }

    @Test
    void shouldNotShowAPhotoTwiceInABatch() {
        for (List<Example> batch : batches.epoch(new SplittableRandom(1))) {
            assertThat(batch)
                    .extracting(example -> Math.abs(example.feature()[0]))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldMakeBatchesOfNearlyTheSameSize() {
        assertThat(batches.epoch(new SplittableRandom(1)))
                .allSatisfy(batch -> assertThat(batch).hasSizeBetween(7, 8));
    }

    @Test
    void shouldShowSomePhotosMirrored() {
        assertThat(batches.epoch(new SplittableRandom(1)).stream().flatMap(List::stream))
                .extracting(example -> example.feature()[0] < 0)
                .contains(true, false);
    }

    @Test
    void shouldShuffleByTheRandomNumbersOnly() {
        assertThat(order(new SplittableRandom(1)))
                .isEqualTo(order(new SplittableRandom(1)))
                .isNotEqualTo(order(new SplittableRandom(2)));
    }

    @Test
    void shouldSpreadPhotosThatAreSeenMoreOftenOverTheEpoch() {
        List<CaptionedPhoto> photos = new ArrayList<>(photos());
        CaptionedPhoto often = photos.get(0);
        photos.set(0, new CaptionedPhoto(often.name(), often.features(), often.captions(), 3));
        ExampleBatches more = new ExampleBatches(photos, vocabulary, 3, 8);

        List<List<Example>> epoch = more.epoch(new SplittableRandom(1));

        assertThat(epoch.stream().flatMap(List::stream)).hasSize((PHOTOS + 2) * 2);
        assertThat(epoch.stream().flatMap(List::stream).filter(example -> example.photo() == 0))
                .hasSize(6);
        assertThat(epoch)
                .allSatisfy(
                        batch -> assertThat(batch).extracting(Example::photo).doesNotHaveDuplicates());
    }

    @Test
    void shouldCutLongCaptions() {
        assertThat(batches.epoch(new SplittableRandom(1)).stream().flatMap(List::stream))
                .allSatisfy(example -> assertThat(example.caption()).hasSizeLessThanOrEqualTo(3));
    }

    private List<Float> order(SplittableRandom random) {
        return batches.epoch(random).stream()
                .flatMap(List::stream)
                .map(example -> example.feature()[0])
                .toList();
    }

    /** Each photo's feature is its number, negative in the mirror. */
    private static List<CaptionedPhoto> photos() {
        List<CaptionedPhoto> photos = new ArrayList<>();
        for (int i = 1; i <= PHOTOS; i++) {
            photos.add(new CaptionedPhoto(
                    i + ".jpg",
                    new PhotoFeatures(new float[] {i}, new float[] {-i}),
                    List.of("one two", "one two three four five"),
                    1));
        }
        return photos;
    }
}
