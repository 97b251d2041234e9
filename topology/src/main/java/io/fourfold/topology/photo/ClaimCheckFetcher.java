package io.fourfold.topology.photo;

import io.fourfold.model.image.BadPhotoException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try to fetch a file over https, http or from the file system. What it throws can be read by whoever may see dead letters: it
 * tells nothing of the inner network, and no signatures.
 */
final class ClaimCheckFetcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimCheckFetcher.class);
    private static final Set<Integer> TRY_LATER = Set.of(408, 425, 429);

    private final AllowedPrefixes allowed;
    private final AllowedNetworks networks;
    private final PhotoHttpClient client;

    ClaimCheckFetcher(AllowedPrefixes allowed, AllowedNetworks networks) {
        this(allowed, networks, InetAddress::getAllByName, ProxySelector.getDefault(), trustOfTheJvm());
    }

    /**
     * @param names looks up hosts
     * @param proxies knows which origins are behind a proxy
     * @param tls whom to trust
     */
    ClaimCheckFetcher(
            AllowedPrefixes allowed,
            AllowedNetworks networks,
            CheckedResolver.Names names,
            ProxySelector proxies,
            SSLContext tls) {
        this.allowed = allowed;
        this.networks = networks;
        this.client = new PhotoHttpClient(networks, names, new Proxies(proxies).of(allowed.prefixes()), tls);
    }

    /**
     * Reads at most one byte more than the limit.
     *
     * @throws BadPhotoException if the URI is not allowed, its host is in a network that is not, or it answers with a redirect
     * @throws PhotoNotFoundException if the file is not there or not readable
     * @throws IOException for everything that may pass: no connection, server errors, timeouts
     */
    byte[] fetch(PhotoUri uri, int limit, Duration timeout) throws IOException, InterruptedException {
        allowed.require(uri);
        return uri.isFile() ? read(uri, limit) : get(uri, limit, timeout);
    }

    /** Looks up every prefix's host, and tells the log from which nothing can be fetched. */
    void warnOfRefusedPrefixes() {
        allowed.prefixes().stream().filter(prefix -> prefix.getHost() != null).forEach(client::warnIfRefused);
    }

    @Override
    public void close() {
        client.close();
    }

    private byte[] read(PhotoUri uri, int limit) throws IOException {
        try {
            Path file = allowed.requireFile(uri);
            if (!Files.isRegularFile(file)) {
                throw new BadPhotoException("the photo's URI " + uri + " is not a file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(limit + 1);
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw new PhotoNotFoundException("the photo's file " + uri + " does not exist or is not readable");
        }
    }

    private byte[] get(PhotoUri uri, int limit, Duration timeout) throws IOException, InterruptedException {
        requireAllowedLiteral(uri);
        try {
            PhotoHttpClient.Answer answer = client.get(uri.uri(), limit, timeout);
            requireOk(uri, answer.status());
            return answer.body();
        } catch (TimeoutException e) {
            throw new IOException("it took longer than " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BadPhotoException refused) {
                throw refused;
            }
            // The causes name addresses, and what other certificates there are.
            LOG.warn("{} could not be fetched: {}", uri, e.getCause().toString());
            throw new IOException(words(e.getCause()));
        }
    }

    /** A literal address tells whoever wrote it nothing new; behind a proxy nobody else would check it. */
    private void requireAllowedLiteral(PhotoUri uri) {
        uri.literalAddress().flatMap(networks::refusal).ifPresent(kind -> {
            throw new BadPhotoException(
                    "the photo's URI " + uri + " has an address that photos may not be fetched from (" + kind
                            + "); claim.check.networks allows networks");
        });
    }

    private static String words(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return "its host is unknown";
        }
        if (failure instanceof SSLException) {
            return "TLS failed";
        }
        return failure instanceof SocketException || failure instanceof SocketTimeoutException
                ? "its host cannot be reached"
                : "there was no answer that is HTTP (" + failure.getClass().getSimpleName() + ")";
    }

    private static void requireOk(PhotoUri uri, int status) throws IOException {
        if (status == 200) {
            return;
        }
        if (status >= 500 || TRY_LATER.contains(status)) {
            throw new IOException("its store answered " + status);
        }
        if (status >= 400) {
            throw new PhotoNotFoundException("the photo's URI " + uri + " answered " + status
                    + (uri.uri().getRawQuery() == null
                            ? ""
                            : "; if its query is a signature, that may have expired: upload it again with a new one"));
        }
        throw new BadPhotoException("the photo's URI " + uri + " answered " + status
                + "; only 200 is accepted, redirects are not followed");
    }

    private static SSLContext trustOfTheJvm() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JVM's trust store cannot be read", e);
        }
    }
}
