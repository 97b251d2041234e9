package io.fourfold.topology.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.similarity.Visibility;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VisibleMapsTest {

    private final VisibleMaps maps = new VisibleMaps(() -> new RedrawnMap(task -> {}, Duration.ofMinutes(10), () -> 0));

    @Test
    void shouldHaveOneForEachOfThoseWhoSeeDifferentPhotos() {
        RedrawnMap anns = maps.of(ownedBy("ann"));

        assertThat(maps.of(ownedBy("ann"))).isSameAs(anns);
        assertThat(maps.of(ownedBy("bob"))).isNotSameAs(anns);
        assertThat(maps.of(Visibility.EVERYTHING)).isNotSameAs(anns);
    }

    @Test
    void shouldForgetThoseThatNobodyHasAskedForForLongest() {
        RedrawnMap ofEverything = maps.of(Visibility.EVERYTHING);
        RedrawnMap anns = maps.of(ownedBy("ann"));
        RedrawnMap bobs = maps.of(ownedBy("bob"));
        for (int i = 2; i < VisibleMaps.MOST_RESTRICTED; i++) {
            maps.of(ownedBy("owner " + i));
        }
        assertThat(maps.of(ownedBy("ann"))).isSameAs(anns);

        maps.of(ownedBy("one more"));

        assertThat(maps.of(ownedBy("ann"))).isSameAs(anns);
        assertThat(maps.of(ownedBy("bob"))).isNotSameAs(bobs);
        assertThat(maps.of(Visibility.EVERYTHING)).isSameAs(ofEverything);
    }

    private static Visibility ownedBy(String owner) {
        return new Visibility(Set.of(owner), Set.of());
    }
}
