package io.fourfold.model.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TfIdfTest {

    private final TfIdf tfIdf = new TfIdf(
            List.of(List.of("A dog runs.", "a dog"), List.of("a dog swims"), List.of("a cat"), List.of("a man runs")),
            1);

    @Test
    void shouldWeighWordsByCountAndRarity() {
        SparseVector vector = tfIdf.vector(List.of("a dog runs", "the dog"));

        // dog: twice ln(4/2), runs: once ln(4/2), a: in all photos, the: unknown
        assertThat(vector.dot(tfIdf.vector(List.of("dog")))).isCloseTo(2 / Math.sqrt(5), within(1e-6));
        assertThat(vector.dot(tfIdf.vector(List.of("runs")))).isCloseTo(1 / Math.sqrt(5), within(1e-6));
        assertThat(vector.dot(tfIdf.vector(List.of("cat")))).isZero();
    }

    @Test
    void shouldFindCaptionsLikeThemselves() {
        SparseVector vector = tfIdf.vector(List.of("a man and a dog"));

        assertThat(vector.dot(vector)).isCloseTo(1, within(1e-6));
    }

    @Test
    void shouldLeaveRareWordsOut() {
        TfIdf frequent = new TfIdf(List.of(List.of("dog runs"), List.of("dog swims"), List.of("cat")), 2);

        assertThat(frequent.words()).isEqualTo(1);
        assertThat(frequent.vector(List.of("cat swims")).indices()).isEmpty();
    }
}
