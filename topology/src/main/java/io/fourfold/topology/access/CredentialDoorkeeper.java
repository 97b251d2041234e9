package io.fourfold.topology.access;

import io.fourfold.topology.access.UnauthenticatedException.Reason;
import io.fourfold.topology.config.FourfoldConfig.OidcSettings;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Takes API keys and, if there is a provider, its tokens. What has been verified before is known at once; of the rest, only so
 * many of an address may be wrong that it takes work to find out.
 */
public final class CredentialDoorkeeper implements Doorkeeper {

    private final KeyRing keys;
    private final Optional<TokenVerifier> tokens;
    private final Optional<OidcLogin> login;
    private final FailureLimit failures;

    /**
     * @param oidc whose tokens are taken besides keys
     * @param random for what a login must not be able to guess
     */
    public CredentialDoorkeeper(
            KeyRing keys, Optional<OidcSettings> oidc, Clock clock, LongSupplier nanoTime, RandomGenerator random) {
        this.keys = keys;
        this.failures = new FailureLimit(nanoTime);
        Optional<OidcProvider> provider = oidc.map(settings -> new OidcProvider(settings.issuer(), nanoTime));
        this.tokens = oidc.map(settings -> new TokenVerifier(provider.orElseThrow(), settings, clock));
        this.login = oidc.filter(settings -> settings.clientId().isPresent())
                .map(settings ->
                        new OidcLogin(provider.orElseThrow(), settings, tokens.orElseThrow(), failures, random));
    }

    @Override
    public Optional<OidcLogin> login() {
        return login;
    }

    @Override
    public Caller admit(Optional<String> credential, String address) {
        String text = credential.orElseThrow(() -> new UnauthenticatedException(
                Reason.MISSING, "This needs an API key or a token: 'Authorization: Bearer ...'"));
        Optional<KeyCredential> key = KeyCredential.parse(text);
        return remembered(text, key).orElseGet(() -> verified(text, key, address));
    }

    private Optional<Caller> remembered(String text, Optional<KeyCredential> key) {
        return key.isPresent() ? keys.remembered(key.get()) : tokens.flatMap(verifier -> verifier.remembered(text));
    }

    private Caller verified(String text, Optional<KeyCredential> key, String address) {
        failures.require(address);
        try {
            if (key.isPresent()) {
                return keys.verify(key.get());
            }
            if (tokens.isEmpty() || text.startsWith(KeyCredential.PREFIX)) {
                throw new UnauthenticatedException(
                        Reason.MALFORMED, "This is no API key: one reads " + KeyCredential.PREFIX + "<id>_<secret>");
            }
            return tokens.get().verify(text);
        } catch (UnauthenticatedException e) {
            if (e.reason().costs()) {
                failures.failed(address);
            }
            throw e;
        }
    }
}
