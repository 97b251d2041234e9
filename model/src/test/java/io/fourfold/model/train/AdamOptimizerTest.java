package io.fourfold.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.linear.Parameters;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class AdamOptimizerTest {

    private final Parameters weights = new Parameters(List.of(new Parameters.Shape("w", 1, 2)));
    private final Parameters gradients = weights.zerosLike();
    private final AdamOptimizer optimizer = new AdamOptimizer(weights, gradients);

    @Test
    void shouldMoveEachWeightByTheLearningRateAgainstItsFirstGradient() {
        gradients.get("w").write(0, new float[] {5, -0.01f});

        optimizer.update(0, 0.1);

        assertThat(weights.get("w").toArray()[0]).containsExactly(new float[] {-0.1f, 0.1f}, within(1e-4f));
    }

    @Test
    void shouldFollowTheDefinitionOverSeveralSteps() {
        double m = 0;
        double v = 0;
        double w = 0;
        for (int step = 0; step < 5; step++) {
            double gradient = 1 + step;
            gradients.get("w").write(0, new float[] {(float) gradient, 0});
            optimizer.update(step, 0.1);
            m = 0.9 * m + 0.1 * gradient;
            v = 0.999 * v + 0.001 * gradient * gradient;
            double unbiasedMean = m / (1 - Math.pow(0.9, step + 1));
            double unbiasedVariance = v / (1 - Math.pow(0.999, step + 1));
            w -= 0.1 * unbiasedMean / (Math.sqrt(unbiasedVariance) + 1e-8);
        }

        assertThat(weights.get("w").toArray()[0][0]).isCloseTo((float) w, within(1e-3f));
        assertThat(weights.get("w").toArray()[0][1]).isZero();
    }

    @Test
    void shouldFindAMinimum() {
        weights.get("w").write(0, new float[] {3, -2});
        for (int step = 0; step < 500; step++) {
            float[] at = weights.get("w").toArray()[0];
            gradients.get("w").write(0, new float[] {2 * (at[0] - 1), 2 * (at[1] - 1)});
            optimizer.update(step, 0.05);
        }

        assertThat(weights.get("w").toArray()[0]).containsExactly(new float[] {1, 1}, within(0.05f));
    }
}
