package io.fourfold.model.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class LatentSemanticsTest {

    /** Two topics of two words each, and a fifth word in one photo. */
    private static final List<SparseVector> PHOTOS = photos();

    private final LatentSemantics semantics = LatentSemantics.learn(PHOTOS, 5, 2, 30, new SplittableRandom(3));

    @Test
    void shouldSeeThatWordsOfOneTopicMeanAlike() {
        assertThat(cosine(word(0), word(1))).isCloseTo(1, within(1e-4));
        assertThat(cosine(word(2), word(3))).isCloseTo(1, within(1e-4));
        assertThat(cosine(word(0), word(3))).isCloseTo(0, within(1e-4));
    }

    @Test
    void shouldDropWhatIsRare() {
        assertThat(semantics.project(new SparseVector(new int[0], new float[0])))
                .containsOnly(0);
        assertThat(cosine(new SparseVector(new int[] {0, 4}, new float[] {0.6f, 0.8f}), word(1)))
                .isCloseTo(1, within(1e-4));
    }

    @Test
    void shouldGiveVectorsOfLengthOne() {
        float[] projected = semantics.project(new SparseVector(new int[] {0, 2, 4}, new float[] {0.3f, 0.2f, 0.9f}));

        assertThat(Math.hypot(projected[0], projected[1])).isCloseTo(1, within(1e-5));
    }

    private double cosine(SparseVector a, SparseVector b) {
        float[] first = semantics.project(a);
        float[] second = semantics.project(b);
        return first[0] * second[0] + first[1] * second[1];
    }

    private static SparseVector word(int index) {
        return new SparseVector(new int[] {index}, new float[] {1});
    }

    private static List<SparseVector> photos() {
        float equal = (float) Math.sqrt(0.5);
        List<SparseVector> photos = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            photos.add(new SparseVector(new int[] {0, 1}, new float[] {equal, equal}));
            photos.add(new SparseVector(new int[] {2, 3}, new float[] {equal, equal}));
        }
        photos.add(word(4));
        return photos;
    }
}
