package io.fourfold.topology.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class NameCodesTest {

    private final NameCodes codes = new NameCodes();

    @Test
    void shouldGiveOneCodeToOneName() {
        int ann = codes.acquire(Optional.of("ann"));

        assertThat(codes.acquire(Optional.of("ann"))).isEqualTo(ann).isNotEqualTo(NameCodes.NONE);
        assertThat(codes.acquire(Optional.of("bob"))).isNotEqualTo(ann);
        assertThat(codes.find("ann")).hasValue(ann);
    }

    @Test
    void shouldHaveACodeForNoName() {
        assertThat(codes.acquire(Optional.empty())).isEqualTo(NameCodes.NONE);
        codes.release(NameCodes.NONE);

        assertThat(codes.memoryBytes()).isZero();
    }

    @Test
    void shouldForgetANameWithItsLastPhoto() {
        int ann = codes.acquire(Optional.of("ann"));
        codes.acquire(Optional.of("ann"));

        codes.release(ann);
        assertThat(codes.find("ann")).hasValue(ann);

        codes.release(ann);
        assertThat(codes.find("ann")).isEmpty();
        assertThat(codes.memoryBytes()).isZero();
    }

    @Test
    void shouldUseACodeAgain() {
        int ann = codes.acquire(Optional.of("ann"));
        codes.release(ann);

        assertThat(codes.acquire(Optional.of("bob"))).isEqualTo(ann);
        assertThat(codes.find("ann")).isEmpty();
    }
}
