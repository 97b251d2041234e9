package io.fourfold.topology.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApplicationIdTest {

    private static final ApplicationId FIRST = new ApplicationId("fourfold-images-v1", 1);
    private static final ApplicationId SECOND = new ApplicationId("fourfold-images-v1", 2);

    @Test
    void shouldBePlainInItsFirstVersion() {
        assertThat(FIRST.id()).isEqualTo("fourfold-images-v1");
        assertThat(SECOND.id()).isEqualTo("fourfold-images-v1-t2");
    }

    @Test
    void shouldKnowItsOtherVersions() {
        assertThat(FIRST.isOtherVersion(SECOND.id())).isTrue();
        assertThat(SECOND.isOtherVersion(FIRST.id())).isTrue();
        assertThat(SECOND.isOtherVersion("fourfold-images-v1-t10")).isTrue();
        assertThat(SECOND.isOtherVersion(SECOND.id())).isFalse();
    }

    @Test
    void shouldNotTakeAnotherApplicationForItself() {
        assertThat(FIRST.isAnyVersion("fourfold-images-v1-t")).isFalse();
        assertThat(FIRST.isAnyVersion("fourfold-images-v1-t2x")).isFalse();
        assertThat(FIRST.isAnyVersion("fourfold-images-v10")).isFalse();
        assertThat(FIRST.isAnyVersion("fourfold-images-v1-test")).isFalse();
    }
}
