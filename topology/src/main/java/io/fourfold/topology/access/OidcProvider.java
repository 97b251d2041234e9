package io.fourfold.topology.access;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import io.fourfold.topology.error.NotReadyException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An OpenID Connect provider, found by its discovery document (OpenID Connect Discovery 1.0) when it is first needed: one that is
 * away holds up neither the start nor whoever has a key.
 */
final class OidcProvider {

    private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
    private static final int TIMEOUT_MS = 5_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final Duration KEYS_KEPT = Duration.ofMinutes(5);

    /** A provider that is away takes no tokens away that it has signed. */
    private static final Duration KEYS_KEPT_IN_OUTAGE = Duration.ofHours(4);

    /** Between two times that unknown key ids make the keys be read again, of which each such time allows two. */
    private static final Duration KEYS_READ_AGAIN = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final URI issuer;
    private final LongSupplier nanoTime;
    private final ResourceRetriever retriever = new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, MOST_BYTES);
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Found found;
    private volatile Long failedAt;

    /**
     * What its discovery document says.
     *
     * @param keys that it signs with
     */
    record Found(URI authorizationEndpoint, URI tokenEndpoint, JWKSource<SecurityContext> keys) {}

    OidcProvider(URI issuer, LongSupplier nanoTime) {
        this.issuer = issuer;
        this.nanoTime = nanoTime;
    }

    URI issuer() {
        return issuer;
    }

    /** @throws NotReadyException if the provider does not answer, or not as it must */
    Found find() {
        Found known = found;
        if (known != null) {
            return known;
        }
        if (failedLately() || !locked()) {
            throw away();
        }
        try {
            if (found == null && failedLately()) {
                throw away();
            }
            if (found == null) {
                found = read();
            }
            return found;
        } catch (IOException | ParseException | URISyntaxException | IllegalArgumentException e) {
            failedAt = nanoTime.getAsLong();
            LOG.warn("The OpenID Connect provider {} cannot be used: {}", issuer, e.toString());
            throw away();
        } finally {
            looking.unlock();
        }
    }

    /** Whoever is first looks, the others wait for a moment. */
    private boolean locked() {
        try {
            return looking.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean failedLately() {
        Long failed = failedAt;
        return failed != null && nanoTime.getAsLong() - failed < PAUSE.toNanos();
    }

    /** That of whoever has a token; keys go on. */
    static NotReadyException away() {
        return new NotReadyException("The login provider does not answer; API keys are taken all the same");
    }

    private Found read() throws IOException, ParseException, URISyntaxException {
        String place = issuer.toString().replaceFirst("/$", "") + "/.well-known/openid-configuration";
        Map<String, Object> document = JSONObjectUtils.parse(
                retriever.retrieveResource(URI.create(place).toURL()).getContent());
        if (!issuer.toString().equals(JSONObjectUtils.getString(document, "issuer"))) {
            throw new IOException(place + " is of another issuer: " + document.get("issuer"));
        }
        return new Found(
                required(document, "authorization_endpoint"),
                required(document, "token_endpoint"),
                keys(required(document, "jwks_uri")));
    }

    private static URI required(Map<String, Object> document, String name) throws IOException, ParseException {
        URI uri = JSONObjectUtils.getURI(document, name);
        if (uri == null) {
            throw new IOException("the discovery document has no " + name);
        }
        return uri;
    }

    private JWKSource<SecurityContext> keys(URI place) throws IOException {
        return JWKSourceBuilder.create(place.toURL(), retriever)
                .cache(KEYS_KEPT.toMillis(), TIMEOUT_MS)
                .refreshAheadCache(false)
                .rateLimited(KEYS_READ_AGAIN.toMillis())
                .outageTolerant(KEYS_KEPT_IN_OUTAGE.toMillis())
                .build();
    }
}
