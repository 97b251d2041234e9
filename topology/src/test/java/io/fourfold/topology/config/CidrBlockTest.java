package io.fourfold.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrBlockTest {

    @Test
    void shouldTakeAnAddressForANetworkOfItsOwn() {
        assertThat(CidrBlock.parse("10.1.2.3").isSingle()).isTrue();
        assertThat(CidrBlock.parse("fd00::1/128").isSingle()).isTrue();
        assertThat(CidrBlock.parse("10.1.2.3/31").isSingle()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/8/8",
                "10.0.0.0/-1",
                "010.0.0.0/8",
                "::/129",
                "example.org/8",
                "a/8",
                ":::/8",
                "10.0.0.256/32",
                "fe80::1%lo/64"
            })
    void shouldRefuseWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> CidrBlock.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.20.0.0/16");
    }
}
