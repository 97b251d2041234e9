package io.fourfold.topology.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class LayoutTest {

    private static final LabelledVectors CORNERS =
            vectors(List.of("a", "b", "c"), new float[] {1, 0, 0}, new float[] {0, 1, 0}, new float[] {0, 0, 1});

    private final Layout layout = Layout.of(CORNERS, new double[][] {{10, 30, 50}, {0, 0, 40}});

    @Test
    void shouldReachFromMinusOneToOne() {
        assertThat(layout.points()).extracting(DrawnMap.Point::label).containsExactly("a", "b", "c");
        assertThat(layout.points().get(0).x()).isCloseTo(-1, within(1e-9));
        assertThat(layout.points().get(0).y()).isCloseTo(-1, within(1e-9));
        assertThat(layout.points().get(2).y()).isCloseTo(1, within(1e-9));
    }

    @Test
    void shouldPutNewcomersAmongTheirNeighboursAndLeaveTheOthers() {
        List<String> labels = IntStream.range(0, 20).mapToObj(Integer::toString).toList();
        float[][] line = new float[20][1];
        double[][] places = new double[2][20];
        for (int i = 0; i < 20; i++) {
            line[i][0] = i;
            places[0][i] = i;
        }
        Layout map = Layout.of(new LabelledVectors(labels, line), places);

        Layout later = map.with(vectors(List.of("5.2", "15.7"), new float[] {5.2f}, new float[] {15.7f}));
        assertThat(later.points().subList(0, 20)).isEqualTo(map.points());
        assertThat(later.points().get(20).x())
                .isBetween(map.points().get(4).x(), map.points().get(6).x());
        assertThat(later.points().get(21).x())
                .isBetween(map.points().get(15).x(), map.points().get(17).x());
        assertThat(later.points())
                .filteredOn(DrawnMap.Point::provisional)
                .extracting(DrawnMap.Point::label)
                .containsExactly("5.2", "15.7");
    }

    @Test
    void shouldForgetWhatHasGone() {
        assertThat(layout.without(Set.of("a")).points())
                .isEqualTo(layout.points().subList(1, 3));
    }

    @Test
    void shouldGoOnFromTheOldPlaces() {
        LabelledVectors next = vectors(
                List.of("like b", "c", "b"), new float[] {0, 0.99f, 0}, new float[] {0, 0, 1}, new float[] {0, 1, 0});

        double[][] places = layout.placesOf(next).orElseThrow();
        assertThat(places[0][1]).isEqualTo(50);
        assertThat(places[0][2]).isEqualTo(30);
        assertThat(places[1][0]).isBetween(0.0, 40.0);
    }

    @Test
    void shouldBeginAnewIfMostAreNew() {
        LabelledVectors next =
                vectors(List.of("a", "d", "e"), new float[] {1, 0, 0}, new float[] {0, 1, 0}, new float[] {0, 0, 1});

        assertThat(layout.placesOf(next)).isEmpty();
        assertThat(Layout.of(vectors(List.of()), new double[2][0]).with(next).points())
                .isEmpty();
    }

    private static LabelledVectors vectors(List<String> labels, float[]... vectors) {
        return new LabelledVectors(labels, vectors);
    }
}
