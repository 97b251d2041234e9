package io.fourfold.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RecalibrationTest {

    @Test
    void shouldGiveTheSameForFeaturesThatAreOnlySpreadOtherwise() {
        AffineMap projection = new AffineMap(new float[][] {{1, -2}, {0.5f, 3}}, new float[] {4, -1});
        FeatureScaling before = new FeatureScaling(new float[] {10, 20}, new float[] {2, 4});
        FeatureScaling now = new FeatureScaling(new float[] {1, 2}, new float[] {0.5f, 8});

        AffineMap recalibrated = Recalibration.of(projection, before, now);

        // One deviation above the mean and a half below it, in both.
        assertThat(recalibrated.apply(new float[] {1.5f, -2}))
                .containsExactly(projection.apply(new float[] {12, 18}), within(1e-4f));
    }
}
