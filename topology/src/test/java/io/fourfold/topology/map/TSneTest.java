package io.fourfold.topology.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("numeric")
class TSneTest {

    private static final Clusters CLUSTERS = new Clusters(4, 25);

    @Test
    void shouldKeepWhatIsNearTogether() {
        assertThat(strayed(finished(TSne.of(CLUSTERS.vectors())))).isZero();
    }

    @Test
    void shouldLayOutAlikeEachTime() {
        assertThat(finished(TSne.of(CLUSTERS.vectors()))).isDeepEqualTo(finished(TSne.of(CLUSTERS.vectors())));
    }

    @Test
    void shouldGoOnFromWherePointsAre() {
        double[][] places = finished(TSne.of(CLUSTERS.vectors()));
        double[][] later = finished(TSne.from(CLUSTERS.vectors(), places));

        double reach = Arrays.stream(places)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
        double moved = IntStream.range(0, places[0].length)
                .mapToDouble(i -> Math.hypot(places[0][i] - later[0][i], places[1][i] - later[1][i]))
                .average()
                .orElseThrow();
        assertThat(moved).isLessThan(reach / 50);
        assertThat(strayed(later)).isZero();
    }

    @Test
    void shouldSayHowFarItIs() {
        TSne layout = TSne.of(CLUSTERS.vectors());
        assertThat(layout.progress()).isZero();

        layout.advance();
        assertThat(layout.progress()).isBetween(0.001, 0.01);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 5, 6})
    void shouldLayOutAFewPointsApart(int points) {
        double[][] places = finished(TSne.of(Arrays.copyOf(CLUSTERS.vectors(), points)));

        assertThat(places).hasDimensions(2, points);
        assertThat(IntStream.range(0, points)
                        .mapToObj(i -> places[0][i] + " " + places[1][i])
                        .distinct())
                .hasSize(points);
        assertThat(Arrays.stream(places).flatMapToDouble(Arrays::stream)).allMatch(Double::isFinite);
    }

    @Test
    void shouldSurviveEqualPoints() {
        double[][] places = finished(TSne.of(new float[20][3]));

        assertThat(Arrays.stream(places).flatMapToDouble(Arrays::stream)).allMatch(Double::isFinite);
    }

    private static double[][] finished(TSne layout) {
        while (layout.progress() < 1) {
            layout.advance();
        }
        return layout.places();
    }

    /** Points whose nearest on the plane is of another cluster. */
    private static long strayed(double[][] places) {
        int[][] nearest = Neighbours.onPlane(places, 1).points();
        return IntStream.range(0, nearest.length)
                .filter(i -> CLUSTERS.of(nearest[i][0]) != CLUSTERS.of(i))
                .count();
    }
}
