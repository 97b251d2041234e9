package io.fourfold.topology.photo;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.client.HttpProxy;

/** The HTTP proxies that a selector has for some origins: Java's own reads {@code https.proxyHost} and its like. */
record Proxies(ProxySelector selector) {

    /** One for each origin that is behind one. */
    List<HttpProxy> of(List<URI> prefixes) {
        return prefixes.stream()
                .filter(prefix -> prefix.getHost() != null)
                .flatMap(prefix -> proxy(prefix).stream())
                .toList();
    }

    private Optional<HttpProxy> proxy(URI prefix) {
        return selector.select(prefix).stream()
                .findFirst()
                .filter(first -> first.type() == Proxy.Type.HTTP)
                .map(first -> {
                    InetSocketAddress address = (InetSocketAddress) first.address();
                    HttpProxy proxy = new HttpProxy(address.getHostString(), address.getPort());
                    proxy.getIncludedAddresses().add(AllowedPrefixes.origin(prefix));
                    return proxy;
                });
    }
}
