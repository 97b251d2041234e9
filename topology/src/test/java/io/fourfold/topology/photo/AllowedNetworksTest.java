package io.fourfold.topology.photo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.config.CidrBlock;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedNetworksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "3ffe::1"
            })
    void shouldAllowTheInternet(String address) {
        assertThat(AllowedNetworks.INTERNET.refusal(address(address))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.20.0.0/16, 10.20.255.1, 10.21.0.1",
        "10.20.0.0/15, 10.21.0.1, 10.22.0.1",
        "127.0.0.1, 127.0.0.1, 127.0.0.2",
        "::1, ::1, ::2",
        "fd12:3456::/32, fd12:3456:1::1, fd12:3457::1",
        "100.64.0.0/10, 100.64.0.1, 100.100.100.200",
        "169.254.0.0/16, 169.254.1.1, 169.254.169.254",
        "169.254.169.254, 169.254.169.254, 169.254.169.253",
        "fd00::/8, fd00:ec2::253, fd00:ec2::254",
        "64:ff9b::/96, 64:ff9b::808:808, 64:ff9b::a9fe:a9fe",
        "64:ff9b::/96, 64:ff9b::808:808, 64:ff9b::a00:1",
        "2002::/16, 2002:808:808::1, 2002:7f00:1::1",
        "0.0.0.0/0, 192.168.0.1, 169.254.169.254"
    })
    void shouldAllowANetworkAndNothingBeside(String network, String inside, String outside) {
        AllowedNetworks allowed = TestLoaders.networks(network);

        assertThat(allowed.refusal(address(inside))).isEmpty();
        assertThat(allowed.refusal(address(outside))).isPresent();
    }

    private static InetAddress address(String literal) {
        return CidrBlock.address(literal).orElseThrow();
    }
}
