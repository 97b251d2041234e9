package io.fourfold.topology.photo;

import io.fourfold.model.image.BadPhotoException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks a host up, once for each connection, and gives the connection the very addresses that were checked: a name that
 * resolves differently a moment later (DNS rebinding) changes nothing. All addresses of a name must be allowed: one that has an
 * allowed and an internal address is an attack or a mistake, and using only some of them would hide it.
 */
final class CheckedResolver implements SocketAddressResolver {

    private static final Logger LOG = LoggerFactory.getLogger(CheckedResolver.class);

    /** One that cannot be reached after that has no more chances with others. */
    private static final int MOST_TRIED = 4;

    /** Looks up names; replaced in tests. */
    interface Names {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final AllowedNetworks allowed;
    private final Names names;
    private final Executor executor;

    /** @param executor where names are looked up, which may take long */
    CheckedResolver(AllowedNetworks allowed, Names names, Executor executor) {
        this.allowed = allowed;
        this.names = names;
        this.executor = executor;
    }

    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        // A proxy is the operator's choice, and looks up the photo's host itself.
        boolean proxy = context.get(Destination.CONTEXT_KEY) instanceof Destination destination
                && destination.getProxy() != null;
        executor.execute(() -> {
            List<InetSocketAddress> addresses;
            try {
                addresses = addresses(host, port, proxy);
            } catch (UnknownHostException | RuntimeException failure) {
                promise.failed(failure);
                return;
            }
            promise.succeeded(addresses);
        });
    }

    /** Tells the log if nothing can be fetched from a host. */
    void warnIfRefused(String host) {
        try {
            addresses(host, 0, false);
        } catch (UnknownHostException | BadPhotoException told) {
            // What is unknown now may be known when it is needed.
        }
    }

    private List<InetSocketAddress> addresses(String host, int port, boolean proxy) throws UnknownHostException {
        InetAddress[] found = names.addresses(host);
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (InetAddress address : found) {
            if (!proxy) {
                require(host, address);
            }
            // Made anew with the name, against which TLS verifies the certificate.
            addresses.add(new InetSocketAddress(InetAddress.getByAddress(host, address.getAddress()), port));
        }
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return addresses.subList(0, Math.min(MOST_TRIED, addresses.size()));
    }

    /** The log alone says which address it is: others may read dead letters than those who may know the inner network. */
    private void require(String host, InetAddress address) {
        Optional<String> refusal = allowed.refusal(address);
        if (refusal.isPresent()) {
            LOG.warn(
                    "Nothing is fetched from {}, which has the address {} ({}); claim.check.networks={} would allow it",
                    host,
                    address.getHostAddress(),
                    refusal.get(),
                    address.getHostAddress());
            throw new BadPhotoException("the photo's host " + host
                    + " has an address in a network that photos may not be fetched from; claim.check.networks allows"
                    + " networks, the instance's log says which it is");
        }
    }
}
