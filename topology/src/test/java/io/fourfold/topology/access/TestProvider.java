package io.fourfold.topology.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fourfold.topology.config.FourfoldConfig.ClaimSettings;
import io.fourfold.topology.config.FourfoldConfig.OidcSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A small OpenID Connect provider: discovery, keys that are rotated, and a token endpoint that knows one code. */
public final class TestProvider implements AutoCloseable {

    public static final String CODE = "the-code";
    public static final String CLIENT = "the-page";
    static final String AUDIENCE = "photos";

    private final HttpServer server;
    private ECKey key = newKey("first");
    private volatile String challenge = "";
    private volatile int keysRead;
    private volatile int discovered;
    private volatile int codesTried;
    private volatile String issuerTold;

    public TestProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuerTold = issuer();
        server.createContext("/.well-known/openid-configuration", exchange -> {
            discovered++;
            answer(exchange, 200, discovery());
        });
        server.createContext("/keys", exchange -> {
            keysRead++;
            answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
        });
        server.createContext("/token", this::token);
        server.start();
    }

    /** One that nothing listens for. */
    public static OidcSettings away() throws IOException {
        try (TestProvider provider = new TestProvider()) {
            return provider.settings();
        }
    }

    public OidcSettings settings() {
        return settings(new ClaimSettings(Optional.empty(), "", Optional.empty(), Optional.empty()));
    }

    OidcSettings settings(ClaimSettings claims) {
        return new OidcSettings(
                URI.create(issuer()),
                AUDIENCE,
                Optional.of(CLIENT),
                Optional.of("the secret"),
                "openid profile",
                claims);
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on it says to be another one. */
    void feign(String issuer) {
        issuerTold = issuer;
    }

    /** From now on, tokens are signed by another key, and the one before is gone. */
    void rotate(String keyId) {
        key = newKey(keyId);
    }

    int keysRead() {
        return keysRead;
    }

    /** How often its discovery document was read. */
    int discovered() {
        return discovered;
    }

    /** How often somebody has come with a code. */
    int codesTried() {
        return codesTried;
    }

    ECKey key() {
        return key;
    }

    /** Who begins a login says this, and the code is for that one alone. */
    public void began(String codeChallenge) {
        challenge = codeChallenge;
    }

    /** The same, by what only the one who began knows. */
    public void beganBy(String codeVerifier) {
        began(sha256(codeVerifier));
    }

    /** What the token of a reader says, for an hour. */
    JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(AUDIENCE)
                .subject("4711")
                .claim("preferred_username", "ann")
                .claim("scope", "openid read")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    }

    /** The token of a reader, for an hour. */
    public String token() {
        return signed(claims(Instant.now()).build());
    }

    String signed(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static ECKey newKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String discovery() {
        return "{\"issuer\": \"" + issuerTold + "\", \"authorization_endpoint\": \"" + issuer()
                + "/authorize?tenant=1\", \"token_endpoint\": \"" + issuer() + "/token\", \"jwks_uri\": \"" + issuer()
                + "/keys\"}";
    }

    /** The access token is opaque, as with some providers; the ID token tells who it is. */
    private void token(HttpExchange exchange) throws IOException {
        codesTried++;
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean client = ("Basic " + base64("the-page:the+secret"))
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!client
                || !CODE.equals(form.get("code"))
                || !challenge.equals(sha256(form.getOrDefault("code_verifier", "")))) {
            answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        answer(
                exchange,
                200,
                "{\"access_token\": \"opaque\", \"id_token\": \""
                        + signed(claims(Instant.now()).build()) + "\"}");
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String field : body.split("&")) {
            String[] parts = field.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
