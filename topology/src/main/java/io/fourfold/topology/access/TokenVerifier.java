package io.fourfold.topology.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.fourfold.topology.access.UnauthenticatedException.Reason;
import io.fourfold.topology.config.FourfoldConfig.OidcSettings;
import io.fourfold.topology.error.NotReadyException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Verifies bearer tokens (JWT, RFC 7519): signed by a key of the provider's with an asymmetric algorithm, of the issuer, for the
 * audience, in its time. A token that was verified is remembered for some minutes by its digest.
 */
final class TokenVerifier {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final int CLOCK_SKEW_SECONDS = 30;
    private static final int MOST_REMEMBERED = 1_000;

    /** Also how long a token lives on whose key the provider has withdrawn. */
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private static final int VERIFIED_AT_ONCE = 16;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    private final OidcProvider provider;
    private final OidcSettings settings;
    private final TokenClaims claims;
    private final Clock clock;
    private final Semaphore verifying = new Semaphore(VERIFIED_AT_ONCE);
    private final Map<ByteBuffer, Remembered> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Remembered> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Remembered(Caller caller, Instant until) {}

    TokenVerifier(OidcProvider provider, OidcSettings settings, Clock clock) {
        this.provider = provider;
        this.settings = settings;
        this.claims = new TokenClaims(settings.claims());
        this.clock = clock;
    }

    /** Whose token it is, if it has been verified lately. */
    Optional<Caller> remembered(String token) {
        ByteBuffer digest = digest(token);
        synchronized (remembered) {
            return Optional.ofNullable(remembered.get(digest))
                    .filter(known -> clock.instant().isBefore(known.until()))
                    .map(Remembered::caller);
        }
    }

    /**
     * Whose token it is.
     *
     * @throws UnauthenticatedException if it is not to be taken
     * @throws TooManyAttemptsException if too many others are being verified
     * @throws NotReadyException if the provider does not answer
     */
    Caller verify(String token) {
        acquire();
        try {
            JWTClaimsSet verified = verified(token);
            Caller caller = claims.caller(verified);
            remember(token, caller, verified.getExpirationTime().toInstant());
            return caller;
        } finally {
            verifying.release();
        }
    }

    private JWTClaimsSet verified(String token) {
        try {
            return processor(provider.find()).process(SignedJWT.parse(token), null);
        } catch (BadJWTException e) {
            throw refusal(Reason.TOKEN, e);
        } catch (ParseException | BadJOSEException | RateLimitReachedException e) {
            throw refusal(Reason.SIGNATURE, e);
        } catch (KeySourceException e) {
            throw OidcProvider.away();
        } catch (JOSEException e) {
            throw refusal(Reason.SIGNATURE, e);
        }
    }

    private DefaultJWTProcessor<SecurityContext> processor(OidcProvider.Found found) {
        DefaultJWTClaimsVerifier<SecurityContext> inTime =
                new DefaultJWTClaimsVerifier<>(
                        Set.of(settings.audience()),
                        new JWTClaimsSet.Builder()
                                .issuer(settings.issuer().toString())
                                .build(),
                        Set.of("exp"),
                        null) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        inTime.setMaxClockSkew(CLOCK_SKEW_SECONDS);
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, found.keys()));
        processor.setJWTClaimsSetVerifier(inTime);
        return processor;
    }

    private void remember(String token, Caller caller, Instant expiry) {
        Instant latest = clock.instant().plus(REMEMBERED);
        synchronized (remembered) {
            remembered.put(digest(token), new Remembered(caller, expiry.isBefore(latest) ? expiry : latest));
        }
    }

    private void acquire() {
        try {
            if (verifying.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new TooManyAttemptsException("Too many tokens are being verified; try again", Duration.ofSeconds(1));
    }

    private static UnauthenticatedException refusal(Reason reason, Exception e) {
        return new UnauthenticatedException(reason, "The token is refused: " + e.getMessage());
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
