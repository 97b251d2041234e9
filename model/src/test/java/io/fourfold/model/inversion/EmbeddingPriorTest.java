package io.fourfold.model.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.decoder.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EmbeddingPriorTest {

    private final EmbeddingPrior prior = EmbeddingPrior.measure(
            List.of(new float[] {1, 5}, new float[] {3, 5}, new float[] {1, 7}, new float[] {3, 7}));

    @Test
    void shouldMeasureMeanAndCovariance() {
        Map<String, Matrix> matrices = prior.matrices();

        assertThat(matrices.get("prior.mean").toArray()).isDeepEqualTo(new float[][] {{2, 6}});
        assertThat(matrices.get("prior.covariance").toArray()).isDeepEqualTo(new float[][] {{4 / 3f, 0}, {0, 4 / 3f}});
    }

    @Test
    void shouldBeReadAsItWasWritten() {
        EmbeddingPrior read = EmbeddingPrior.of(2, prior.matrices());

        assertThat(read.squaredDistance(new float[] {4, 6})).isEqualTo(prior.squaredDistance(new float[] {4, 6}));
    }

    @Test
    void shouldNameTheMatrixThatIsMissing() {
        assertThatThrownBy(() -> EmbeddingPrior.of(2, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prior.mean");
    }

    /** With equal variances the shrinkage changes nothing: (4 - 2)² / (4/3). */
    @Test
    void shouldMeasureDistanceInStandardDeviations() {
        assertThat(prior.squaredDistance(new float[] {4, 6})).isCloseTo(3, within(1e-5));
        assertThat(prior.squaredDistance(new float[] {2, 6})).isZero();
    }

    @Test
    void shouldGiveTheGradientOfHalfTheSquaredDistance() {
        EmbeddingPrior skewed = new SmallNetwork().prior;
        float[] at = new float[SmallNetwork.SIZE];
        at[2] = 3;
        float[] gradient = skewed.distanceGradient(at);

        for (int i = 0; i < at.length; i++) {
            float[] up = at.clone();
            float[] down = at.clone();
            up[i] += 1e-2f;
            down[i] -= 1e-2f;
            double slope = (skewed.squaredDistance(up) - skewed.squaredDistance(down)) / 4e-2;
            assertThat((double) gradient[i]).isCloseTo(slope, within(1e-3));
        }
    }

    @Test
    void shouldDrawSamplesThatAreSpreadAsThePhotos() {
        SplittableRandom random = new SplittableRandom(1);
        List<float[]> samples = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            samples.add(prior.sample(random));
        }

        Map<String, Matrix> measured = EmbeddingPrior.measure(samples).matrices();

        assertThat(measured.get("prior.mean").toArray()[0]).containsExactly(new float[] {2, 6}, within(0.1f));
        assertThat(measured.get("prior.covariance").toArray()[0])
                .containsExactly(new float[] {4 / 3f, 0}, within(0.1f));
    }

    @Test
    void shouldPredictTheCosinesOfPhotosWithADirection() {
        SmallNetwork network = new SmallNetwork();
        float[] direction = Direction.of(network.photos.get(3));
        double[] cosines = network.photos.stream()
                .mapToDouble(photo -> Direction.dot(Direction.of(photo), direction))
                .toArray();

        ScoreScale scale = network.prior.scale(direction);

        double mean = java.util.Arrays.stream(cosines).average().orElseThrow();
        assertThat(scale.mean()).isCloseTo(mean, within(0.15));
        assertThat(scale.deviation()).isBetween(0.1, 0.7);
    }

    @Test
    void shouldNeedTwoPhotos() {
        assertThatThrownBy(() -> EmbeddingPrior.measure(List.of(new float[2])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least two");
    }
}
