package io.fourfold.topology.access;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.fourfold.topology.access.UnauthenticatedException.Reason;
import io.fourfold.topology.config.FourfoldConfig.OidcSettings;
import io.fourfold.topology.error.NotReadyException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs users in at the provider by the authorization code flow (OpenID Connect Core 1.0, 3.1) with PKCE (RFC 7636). What has to be
 * known when they come back travels in a cookie of theirs, so that any instance can go on.
 */
public final class OidcLogin {

    private static final Logger LOG = LoggerFactory.getLogger(OidcLogin.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int RANDOM_BYTES = 32;

    private final OidcProvider provider;
    private final OidcSettings settings;
    private final TokenVerifier verifier;
    private final FailureLimit failures;
    private final RandomGenerator random;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    OidcLogin(
            OidcProvider provider,
            OidcSettings settings,
            TokenVerifier verifier,
            FailureLimit failures,
            RandomGenerator random) {
        this.provider = provider;
        this.settings = settings;
        this.verifier = verifier;
        this.failures = failures;
        this.random = random;
    }

    /**
     * A login that has begun.
     *
     * @param provider where the user goes
     * @param state comes back from there
     * @param codeVerifier shows that the user who comes back is the one who went
     */
    public record Begun(URI provider, String state, String codeVerifier) {}

    /**
     * Begins a login.
     *
     * @param redirectUri where the user comes back
     * @throws NotReadyException if the provider does not answer
     */
    public Begun begin(URI redirectUri) {
        String state = random();
        String codeVerifier = random();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", clientId());
        query.put("redirect_uri", redirectUri.toString());
        query.put("scope", settings.loginScopes());
        query.put("state", state);
        query.put("code_challenge", challenge(codeVerifier));
        query.put("code_challenge_method", "S256");
        String endpoint = provider.find().authorizationEndpoint().toString();
        return new Begun(
                URI.create(endpoint + (endpoint.contains("?") ? "&" : "?") + form(query)), state, codeVerifier);
    }

    /**
     * Changes the code that a user came back with into a token.
     *
     * @param address that the user comes from
     * @return the credential: the provider's access token or, if that is not for this service, its ID token
     * @throws UnauthenticatedException if the provider does not take the code, or its tokens are not to be taken
     * @throws TooManyAttemptsException if too many codes of the address were wrong
     * @throws NotReadyException if the provider does not answer
     */
    public String finish(String code, String codeVerifier, URI redirectUri, String address) {
        failures.require(address);
        try {
            return finish(code, codeVerifier, redirectUri);
        } catch (UnauthenticatedException e) {
            failures.failed(address);
            throw e;
        }
    }

    private String finish(String code, String codeVerifier, URI redirectUri) {
        Map<String, Object> answer = tokens(code, codeVerifier, redirectUri);
        List<String> tokens = Stream.of("access_token", "id_token")
                .map(answer::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
        UnauthenticatedException last = new UnauthenticatedException(Reason.LOGIN, "The login provider sent no token");
        for (String token : tokens) {
            try {
                verifier.verify(token);
                return token;
            } catch (UnauthenticatedException e) {
                last = e;
            }
        }
        throw last;
    }

    private Map<String, Object> tokens(String code, String codeVerifier, URI redirectUri) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri.toString());
        form.put("code_verifier", codeVerifier);
        form.put("client_id", clientId());
        HttpRequest.Builder request = HttpRequest.newBuilder(provider.find().tokenEndpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form(form)));
        settings.clientSecret().ifPresent(secret -> request.header("Authorization", basic(secret)));
        try {
            HttpResponse<String> response = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                LOG.info("The login provider refused a code with status {}", response.statusCode());
                throw new UnauthenticatedException(
                        Reason.LOGIN, "The login provider did not take the code; log in again");
            }
            return JSONObjectUtils.parse(response.body());
        } catch (ExecutionException | TimeoutException | ParseException e) {
            LOG.warn("The login provider {} does not answer as it must: {}", provider.issuer(), e.toString());
            throw OidcProvider.away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw OidcProvider.away();
        }
    }

    /** RFC 6749, 2.3.1: both parts are encoded as in a form. */
    private String basic(String secret) {
        String pair = encoded(clientId()) + ":" + encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private String clientId() {
        return settings.clientId().orElseThrow();
    }

    private String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return base64(bytes);
    }

    private static String challenge(String codeVerifier) {
        try {
            return base64(
                    MessageDigest.getInstance("SHA-256").digest(codeVerifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
