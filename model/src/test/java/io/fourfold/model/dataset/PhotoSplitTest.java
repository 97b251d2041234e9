package io.fourfold.model.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PhotoSplitTest {

    private static final List<Integer> PLACES = IntStream.range(0, 100).boxed().toList();

    @Test
    void shouldHoldOutTheSamePhotosWhateverIsKnownOfEach() {
        List<String> names = PLACES.stream().map(place -> "photo" + place).toList();

        PhotoSplit<Integer> places = PhotoSplit.of(PLACES, 10, 1);
        PhotoSplit<String> named = PhotoSplit.of(names, 10, 1);

        assertThat(places.heldOut().stream().map(names::get)).isEqualTo(named.heldOut());
        assertThat(places.learned().stream().map(names::get)).isEqualTo(named.learned());
    }

    @Test
    void shouldHoldOutThoseThatTheShippedNetworkWasJudgedBy() {
        assertThat(PhotoSplit.of(PLACES, 5, 1).heldOut()).containsExactly(68, 18, 82, 63, 88);
    }

    @Test
    void shouldGiveEveryPhotoToOneOfBoth() {
        PhotoSplit<Integer> split = PhotoSplit.of(PLACES, 10, 1);

        assertThat(split.heldOut()).hasSize(10);
        assertThat(Stream.concat(split.learned().stream(), split.heldOut().stream()))
                .containsExactlyInAnyOrderElementsOf(PLACES);
    }
}
