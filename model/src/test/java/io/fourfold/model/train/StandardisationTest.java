package io.fourfold.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StandardisationTest {

    @Test
    void shouldGiveMeanZeroAndDeviationOne() {
        float[][] features = {{1, 10}, {3, 30}};

        float[][] standardised = Standardisation.measure(features).apply(features);

        assertThat(standardised[0]).containsExactly(new float[] {-1, -1}, within(1e-5f));
        assertThat(standardised[1]).containsExactly(new float[] {1, 1}, within(1e-5f));
    }

    @Test
    void shouldKeepAFeatureThatNeverChangesFinite() {
        float[][] features = {{5}, {5}};

        assertThat(Standardisation.measure(features).apply(features)[0]).containsExactly(0);
    }
}
