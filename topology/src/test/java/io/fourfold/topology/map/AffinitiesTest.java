package io.fourfold.topology.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class AffinitiesTest {

    private static final float[][] VECTORS = new Clusters(4, 25).vectors();

    @Test
    void shouldWidenGaussiansUntilAsManyNeighboursCountAsWanted() {
        double[] weights = GaussianWeights.of(new float[] {1, 1.1f, 1.2f, 1.3f, 9, 10, 11, 12}, 3);

        double entropy = -Arrays.stream(weights)
                .filter(weight -> weight > 0)
                .map(weight -> weight * Math.log(weight))
                .sum();
        assertThat(Math.exp(entropy)).isCloseTo(3, within(1e-2));
        assertThat(weights[0]).isGreaterThan(weights[1]);
        assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-9));
    }

    @Test
    void shouldCountOnlyTheFirstIfFewAreEnough() {
        assertThat(GaussianWeights.of(new float[] {2}, 3)).containsExactly(1);
    }

    @Test
    void shouldBeSymmetricAndSumToOne() {
        Affinities affinities = Affinities.of(Neighbours.of(VECTORS, 30), 10);

        assertThat(Arrays.stream(affinities.values())
                        .flatMapToDouble(Arrays::stream)
                        .sum())
                .isCloseTo(1, within(1e-6));
        assertThat(between(affinities, 3, 4))
                .isEqualTo(between(affinities, 4, 3))
                .isPositive();
    }

    @Test
    void shouldFindTheNearestNeighboursFirst() {
        Neighbours neighbours = Neighbours.of(VECTORS, 30);

        assertThat(Arrays.stream(neighbours.points()[0], 0, 24)).allMatch(other -> other > 0 && other < 25);
        assertThat(neighbours.squaredDistances()[0]).isSorted();
        assertThat(Arrays.stream(neighbours.points()[0]).distinct()).hasSize(30);
    }

    private static double between(Affinities affinities, int point, int other) {
        double sum = 0;
        for (int k = 0; k < affinities.others()[point].length; k++) {
            sum += affinities.others()[point][k] == other ? affinities.values()[point][k] : 0;
        }
        return sum;
    }
}
