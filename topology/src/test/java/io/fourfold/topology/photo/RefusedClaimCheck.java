package io.fourfold.topology.photo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.schemas.ClaimCheck;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A claim check whose URI lies under an allowed prefix and must not be fetched.
 *
 * @param uri what it says
 * @param addresses which the host's name has; empty if it must not even be looked up
 */
public record RefusedClaimCheck(String uri, List<String> addresses) {

    /** At which nobody listens. */
    private static final int PORT = 9;

    private static final String NAME = "photos.example.org";

    private static final List<String> ADDRESSES = List.of(
            "127.0.0.1",
            "127.255.255.254",
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "169.254.1.1",
            "169.254.169.254",
            "169.254.170.2",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "192.0.0.1",
            "192.0.2.1",
            "198.51.100.1",
            "203.0.113.1",
            "198.18.0.1",
            "198.19.255.255",
            "192.88.99.1",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::808:808",
            "::ffff:0:7f00:1",
            "64:ff9b::7f00:1",
            "64:ff9b::808:808",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2001:2::1",
            "2001:10::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:808:808::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fd20:ce::254",
            "fdff::1",
            "fe80::1",
            "fe80::a9fe:a9fe",
            "fec0::1",
            "ff02::1");

    /** What some read as an address of this machine, and others as a name. */
    private static final List<String> SPELLINGS = List.of(
            "2130706433",
            "0x7f000001",
            "0x7f.0.0.1",
            "127.0.0.0x1",
            "0177.0.0.1",
            "017700000001",
            "127.1",
            "127.0.1",
            "127.0.0.01",
            "127.0.0.1.",
            "127.0.0.1..",
            "127.0.0.1%00",
            "%31%32%37.0.0.1",
            "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460",
            "\uff11\uff12\uff17.0.0.1",
            "127\u30020\u30020\u30021",
            "\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54",
            "photos.0x7f000001",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[fe80::1%25lo]",
            "[v1.127]",
            NAME + ".",
            "ph\u00f6tos.example.org",
            "photos_of_others",
            NAME + "@127.0.0.1",
            "user:password@" + NAME,
            "@" + NAME,
            "127.0.0.1\\@" + NAME,
            "127.0.0.1#@" + NAME,
            NAME + " ",
            "");

    /** All of them; no two have a name in common. */
    public static List<RefusedClaimCheck> all() {
        List<RefusedClaimCheck> all = new ArrayList<>();
        for (String address : ADDRESSES) {
            String host = address.contains(":") ? "[" + address + "]" : address;
            all.add(new RefusedClaimCheck(uri(host), List.of(address)));
            all.add(named(all.size(), address));
        }
        for (String spelling : SPELLINGS) {
            all.add(new RefusedClaimCheck(uri(spelling), List.of()));
        }
        all.add(new RefusedClaimCheck(uri("localhost"), List.of("127.0.0.1", "::1")));
        // One address that could be fetched from is not enough.
        all.add(named(all.size(), "93.184.215.14", "10.0.0.1"));
        all.add(named(all.size(), "fd00::1", "2606:2800:21f:cb07::1"));
        return all;
    }

    /** Allows all of their URIs by a prefix, where there can be such a prefix, and no network but the Internet. */
    public static PhotoLoader loader() {
        Map<String, List<String>> names = new HashMap<>();
        for (RefusedClaimCheck refused : all()) {
            if (refused.isName()) {
                names.put(URI.create(refused.uri).getHost(), refused.addresses);
            }
        }
        URI[] prefixes = all().stream().flatMap(refused -> prefix(refused.uri)).toArray(URI[]::new);
        return TestLoaders.resolving(
                Duration.ofSeconds(20),
                AllowedNetworks.INTERNET,
                host -> Optional.ofNullable(names.get(host)).orElseThrow(() -> new AssertionError("looked up " + host)),
                prefixes);
    }

    /** The claim check. */
    public ClaimCheck claimCheck() {
        return new ClaimCheck(uri, "0".repeat(64), 10L);
    }

    /** What is said must say which rule it breaks, and not which address a name has. */
    public void requireRefusal(String message) {
        assertThat(message)
                .matches(".*(claim.check.networks allows|photo's URI (is malformed|must|is not absolute)).*");
        if (isName()) {
            assertThat(message).doesNotContain(addresses);
        }
    }

    private boolean isName() {
        return !addresses.isEmpty() && !uri.contains(addresses.get(0));
    }

    private static RefusedClaimCheck named(int number, String... addresses) {
        return new RefusedClaimCheck(uri("photos-" + number + ".example.org"), List.of(addresses));
    }

    private static Stream<URI> prefix(String text) {
        try {
            return Stream.of(URI.create(text));
        } catch (IllegalArgumentException noUri) {
            return Stream.empty();
        }
    }

    private static String uri(String host) {
        return "http://" + host + ":" + PORT + "/photo.jpg";
    }
}
