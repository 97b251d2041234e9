package io.fourfold.model.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class NeighbourScoreTest {

    private static final int TOPICS = 4;
    private static final int PHOTOS_PER_TOPIC = 6;

    private final List<SparseVector> captions = new ArrayList<>();
    private final float[][] features = new float[TOPICS * PHOTOS_PER_TOPIC][];

    NeighbourScoreTest() {
        for (int i = 0; i < features.length; i++) {
            captions.add(new SparseVector(new int[] {i % TOPICS}, new float[] {1}));
        }
    }

    @Test
    void shouldBeOneIfNeighboursAreDescribedAlike() {
        for (int i = 0; i < features.length; i++) {
            features[i] = new float[TOPICS];
            features[i][i % TOPICS] = i + 1;
        }

        assertThat(NeighbourScore.of(features, captions)).isCloseTo(1, within(1e-6));
    }

    @Test
    void shouldBeZeroIfNoTwoPhotosAreDescribedAlike() {
        float[][] six = new float[6][];
        List<SparseVector> distinct = new ArrayList<>();
        for (int i = 0; i < six.length; i++) {
            six[i] = new float[] {1, i};
            distinct.add(new SparseVector(new int[] {i}, new float[] {1}));
        }

        assertThat(NeighbourScore.of(six, distinct)).isZero();
    }

    @Test
    void shouldCountFaintFeaturesAsMuchAsStrongOnesWhenStandardised() {
        for (int i = 0; i < features.length; i++) {
            features[i] = new float[TOPICS + 2];
            features[i][i % TOPICS] = 0.01f;
            features[i][TOPICS] = i / TOPICS;
            features[i][TOPICS + 1] = 1;
        }

        assertThat(NeighbourScore.ofStandardised(features, captions))
                .isGreaterThan(NeighbourScore.of(features, captions) + 0.3);
    }
}
