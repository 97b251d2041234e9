package io.fourfold.topology.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class VisibilityTest {

    @Test
    void shouldCoverEverythingUnlessRestricted() {
        assertThat(Visibility.EVERYTHING.isEverything()).isTrue();
        assertThat(Visibility.EVERYTHING.covers("ann", "sea")).isTrue();
        assertThat(Visibility.EVERYTHING.covers(null, null)).isTrue();
    }

    @Test
    void shouldCoverOnlyPhotosOfItsOwners() {
        Visibility visibility = new Visibility(Set.of("ann", "bob"), Set.of());

        assertThat(visibility.isEverything()).isFalse();
        assertThat(visibility.covers("ann", "sea")).isTrue();
        assertThat(visibility.covers("bob", null)).isTrue();
        assertThat(visibility.covers("eve", "sea")).isFalse();
        assertThat(visibility.covers(null, "sea")).isFalse();
    }

    @Test
    void shouldCoverOnlyPhotosThatAreOfItsOwnersAndInItsAlbums() {
        Visibility visibility = new Visibility(Set.of("ann"), Set.of("sea"));

        assertThat(visibility.covers("ann", "sea")).isTrue();
        assertThat(visibility.covers("ann", "hills")).isFalse();
        assertThat(visibility.covers("ann", null)).isFalse();
        assertThat(visibility.covers("eve", "sea")).isFalse();
    }
}
