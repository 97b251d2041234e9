package io.fourfold.topology.photo;

import io.fourfold.topology.config.CidrBlock;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Addresses that lead to the machine itself, to the network that it stands in, or to nowhere, by the registries of IANA (RFC 6890)
 * and by what clouds document of their metadata services.
 */
final class SpecialAddresses {

    /** What hands out credentials to whoever asks from inside a cloud. */
    private static final List<CidrBlock> METADATA = blocks(
            "169.254.169.254",
            "169.254.170.2",
            "169.254.170.23",
            "169.254.0.23",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "fd00:ec2::254",
            "fd00:ec2::23",
            "fd20:ce::254",
            "fe80::a9fe:a9fe");

    private record Kind(String name, List<CidrBlock> blocks) {

        Kind(String name, String... blocks) {
            this(name, SpecialAddresses.blocks(blocks));
        }

        boolean has(InetAddress address) {
            return blocks.stream().anyMatch(block -> block.contains(address));
        }
    }

    /** The first that has an address names it. */
    private static final List<Kind> KINDS = List.of(
            new Kind("loopback", "127.0.0.0/8", "::1"),
            new Kind("unspecified", "0.0.0.0/8", "::"),
            new Kind("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
            new Kind("carrier-grade NAT", "100.64.0.0/10"),
            new Kind("link-local", "169.254.0.0/16", "fe80::/10"),
            new Kind(
                    "for documentation",
                    "192.0.2.0/24",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "2001:db8::/32",
                    "3fff::/20"),
            new Kind("for benchmarks", "198.18.0.0/15", "2001:2::/48"),
            new Kind("6to4", "192.88.99.0/24", "2002::/16"),
            new Kind("multicast", "224.0.0.0/4", "ff00::/8"),
            new Kind("broadcast", "255.255.255.255"),
            new Kind("reserved", "192.0.0.0/24", "240.0.0.0/4"),
            new Kind("IPv4-compatible", "::/96"),
            new Kind("NAT64", "64:ff9b::/96", "64:ff9b:1::/48"),
            new Kind("Teredo", "2001::/32"),
            new Kind("unique local", "fc00::/7"),
            new Kind("site-local", "fec0::/10"),
            new Kind("reserved", "2001::/23"));

    /** All that is assigned for the public of IPv6 lies in here; IPv4-mapped addresses, for example, do not. */
    private static final CidrBlock GLOBAL_UNICAST = CidrBlock.parse("2000::/3");

    private static final CidrBlock IPV4_COMPATIBLE = CidrBlock.parse("::/96");
    private static final CidrBlock NAT64 = CidrBlock.parse("64:ff9b::/96");
    private static final CidrBlock SIX_TO_FOUR = CidrBlock.parse("2002::/16");

    private SpecialAddresses() {}

    /** What an address is that is not simply one of the Internet. */
    static Optional<String> kind(InetAddress address) {
        if (isMetadata(address)) {
            return Optional.of("cloud metadata");
        }
        return KINDS.stream()
                .filter(kind -> kind.has(address))
                .map(Kind::name)
                .findFirst()
                .or(() -> address instanceof Inet4Address || GLOBAL_UNICAST.contains(address)
                        ? Optional.empty()
                        : Optional.of("reserved"));
    }

    static boolean isMetadata(InetAddress address) {
        return METADATA.stream().anyMatch(block -> block.contains(address));
    }

    /** The IPv4 address to which an IPv6 address leads. */
    static Optional<InetAddress> embedded(InetAddress address) {
        boolean compatible =
                IPV4_COMPATIBLE.contains(address) && !address.isAnyLocalAddress() && !address.isLoopbackAddress();
        if (NAT64.contains(address) || compatible) {
            return Optional.of(ipv4(address, 12));
        }
        return SIX_TO_FOUR.contains(address) ? Optional.of(ipv4(address, 2)) : Optional.empty();
    }

    private static InetAddress ipv4(InetAddress address, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), from, from + 4));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<CidrBlock> blocks(String... texts) {
        return Stream.of(texts).map(CidrBlock::parse).toList();
    }
}
