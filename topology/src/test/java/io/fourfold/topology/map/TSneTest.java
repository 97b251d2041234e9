package io.fourfold.topology.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("numeric")
class TSneTest {

    private static final int CLUSTERS = 4;
    private static final int OF_EACH = 25;

    @Test
    void shouldKeepWhatIsNearTogether() {
        double[][] places = TSne.layOut(clusters(), new Random(1));

        int together = 0;
        for (int i = 0; i < places.length; i++) {
            together += cluster(nearest(places, i)) == cluster(i) ? 1 : 0;
        }
        assertThat(together).isEqualTo(places.length);
    }

    @Test
    void shouldLayOutAlikeEachTime() {
        assertThat(TSne.layOut(clusters(), new Random(7))).isDeepEqualTo(TSne.layOut(clusters(), new Random(7)));
    }

    @Test
    void shouldFillThePlaneFromMinusOneToOne() {
        double furthest = Arrays.stream(TSne.layOut(clusters(), new Random(1)))
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();

        assertThat(furthest).isCloseTo(1, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 5, 6})
    void shouldLayOutAFewPointsApart(int points) {
        double[][] places = TSne.layOut(Arrays.copyOf(clusters(), points), new Random(1));

        assertThat(places).hasDimensions(points, points == 0 ? 0 : 2);
        assertThat(Arrays.stream(places).map(Arrays::toString).distinct()).hasSize(points);
        assertThat(Arrays.stream(places).flatMapToDouble(Arrays::stream)).allMatch(Double::isFinite);
    }

    @Test
    void shouldSurviveEqualPoints() {
        double[][] places = TSne.layOut(new float[20][3], new Random(1));

        assertThat(Arrays.stream(places).flatMapToDouble(Arrays::stream)).allMatch(Double::isFinite);
    }

    @Test
    void shouldWidenGaussiansUntilAsManyNeighboursCountAsWanted() {
        double[][] affinities = Affinities.of(clusters(), 10);

        double sum = Arrays.stream(affinities).flatMapToDouble(Arrays::stream).sum();
        assertThat(sum).isCloseTo(1, within(1e-6));
        assertThat(affinities[3][40]).isEqualTo(affinities[40][3]).isLessThan(affinities[3][4]);
    }

    private static int cluster(int point) {
        return point / OF_EACH;
    }

    private static int nearest(double[][] places, int to) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < places.length; i++) {
            double distance = Math.hypot(places[i][0] - places[to][0], places[i][1] - places[to][1]);
            if (i != to && distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    /** Points around corners that are far apart. */
    private static float[][] clusters() {
        Random random = new Random(3);
        float[][] vectors = new float[CLUSTERS * OF_EACH][20];
        for (int i = 0; i < vectors.length; i++) {
            for (int d = 0; d < vectors[i].length; d++) {
                vectors[i][d] = (float) (0.1 * random.nextGaussian()) + (d == cluster(i) ? 2 : 0);
            }
        }
        return vectors;
    }
}
