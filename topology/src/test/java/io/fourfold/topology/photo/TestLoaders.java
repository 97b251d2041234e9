package io.fourfold.topology.photo;

import io.fourfold.topology.config.CidrBlock;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Loaders of photos for tests, whose stores are on this machine. */
public final class TestLoaders {

    private static final ProxySelector NO_PROXY = ProxySelector.of(null);

    private TestLoaders() {}

    /** May fetch from this machine. */
    public static PhotoLoader onThisMachine(Duration timeout, URI... prefixes) {
        return new PhotoLoader(new AllowedPrefixes(List.of(prefixes)), networks("127.0.0.1", "::1"), timeout);
    }

    /** Asks for nothing twice, and looks hosts up by a function: literal addresses are looked up, too. */
    public static PhotoLoader resolving(
            Duration timeout, AllowedNetworks networks, Function<String, List<String>> names, URI... prefixes) {
        return new PhotoLoader(
                fetcher(networks, names, NO_PROXY, trust(), prefixes), timeout, System::nanoTime, pause -> {});
    }

    static ClaimCheckFetcher fetcher(URI... prefixes) {
        return new ClaimCheckFetcher(new AllowedPrefixes(List.of(prefixes)), networks("127.0.0.1", "::1"));
    }

    static ClaimCheckFetcher fetcher(
            AllowedNetworks networks,
            Function<String, List<String>> names,
            ProxySelector proxies,
            SSLContext tls,
            URI... prefixes) {
        return new ClaimCheckFetcher(
                new AllowedPrefixes(List.of(prefixes)), networks, host -> addresses(names.apply(host)), proxies, tls);
    }

    public static AllowedNetworks networks(String... blocks) {
        return new AllowedNetworks(Stream.of(blocks).map(CidrBlock::parse).toList());
    }

    static SSLContext trust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static InetAddress[] addresses(List<String> literals) throws UnknownHostException {
        if (literals.isEmpty()) {
            throw new UnknownHostException("test");
        }
        return literals.stream()
                .map(literal -> CidrBlock.address(literal).orElseThrow())
                .toArray(InetAddress[]::new);
    }
}
