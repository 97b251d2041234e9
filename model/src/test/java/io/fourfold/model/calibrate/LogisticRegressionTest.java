package io.fourfold.model.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

    @Test
    void shouldFindTheWeightsThatChanceFollowed() {
        SplittableRandom random = new SplittableRandom(1);
        List<double[]> inputs = new ArrayList<>();
        List<Boolean> positive = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double[] input = {random.nextGaussian(), random.nextGaussian()};
            inputs.add(input);
            positive.add(random.nextDouble() < 1 / (1 + Math.exp(-(1.5 * input[0] - 0.5 * input[1] + 0.7))));
        }

        assertThat(LogisticRegression.fit(inputs, positive))
                .containsExactly(new double[] {1.5, -0.5, 0.7}, within(0.1));
    }

    @Test
    void shouldStayFiniteIfAllExamplesAreAlike() {
        List<double[]> inputs = List.of(new double[] {0}, new double[] {1});

        assertThat(LogisticRegression.fit(inputs, List.of(false, false)))
                .doesNotContain(Double.NaN)
                .doesNotContain(Double.NEGATIVE_INFINITY);
    }
}
