package io.fourfold.model.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
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
        float[] direction = Vectors.unit(network.photos.get(3));
        double[] cosines = network.photos.stream()
                .mapToDouble(photo -> Vectors.dot(Vectors.unit(photo), direction))
                .toArray();

        ScoreScale scale = network.prior.scale(direction);

        double mean = java.util.Arrays.stream(cosines).average().orElseThrow();
        assertThat(scale.mean()).isCloseTo(mean, within(0.15));
        assertThat(scale.deviation()).isBetween(0.1, 0.7);
    }

    @Test
    void shouldFindTheAxesThatHoldMostOfTheLength() {
        SplittableRandom random = new SplittableRandom(2);
        List<float[]> photos = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            double along = 5 * random.nextGaussian();
            double noise = 0.1 * random.nextGaussian();
            photos.add(new float[] {(float) (0.6 * along + noise), (float) (0.8 * along), 3, (float) noise});
        }

        List<float[]> axes = EmbeddingPrior.measure(photos).principalAxes(2);

        assertThat(axes).hasSize(2);
        for (float[] photo : photos) {
            double left = Vectors.dot(photo, photo);
            for (float[] axis : axes) {
                left -= Math.pow(Vectors.dot(photo, axis), 2);
            }
            assertThat(left).isBetween(-1e-3, 0.5);
        }
    }

    @Test
    void shouldKeepAxesApartThatNoPhotoUses() {
        List<float[]> axes = prior.principalAxes(10);

        assertThat(axes).hasSize(2);
        assertThat((double) Vectors.dot(axes.get(0), axes.get(1))).isCloseTo(0, within(1e-6));
        List<float[]> unused = EmbeddingPrior.measure(List.of(new float[3], new float[] {0, 0, 1}))
                .principalAxes(3);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat((double) Vectors.dot(unused.get(i), unused.get(j))).isCloseTo(i == j ? 1 : 0, within(1e-6));
            }
        }
    }

    @Test
    void shouldNeedTwoPhotos() {
        assertThatThrownBy(() -> EmbeddingPrior.measure(List.of(new float[2])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least two");
    }
}
