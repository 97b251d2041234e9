package io.fourfold.topology.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.fourfold.topology.access.UnauthenticatedException.Reason;
import io.fourfold.topology.config.FourfoldConfig.ClaimSettings;
import io.fourfold.topology.config.FourfoldConfig.OidcSettings;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenVerifierTest {

    private static final String ADDRESS = "192.0.2.1";

    private final TestDoors doors = new TestDoors();
    private final Instant now = doors.clock().instant();
    private TestProvider provider;
    private Doorkeeper doorkeeper;

    @BeforeEach
    void setUp() throws Exception {
        provider = new TestProvider();
        doorkeeper = doors.doorkeeper(provider.settings());
    }

    @AfterEach
    void tearDown() {
        provider.close();
    }

    @Test
    void shouldKnowWhoseTokenItIs() {
        assertThat(admitted(claims -> claims)).isEqualTo(new Caller("ann", Set.of(Scope.READ), Visibility.EVERYTHING));
    }

    @Test
    void shouldRefuseATokenOfAnotherIssuerOrForAnotherService() {
        assertRefused(claims -> claims.issuer("https://other.example.org"), Reason.TOKEN);
        assertRefused(claims -> claims.audience("other"), Reason.TOKEN);
        assertRefused(claims -> claims.audience((String) null), Reason.TOKEN);
    }

    @Test
    void shouldTakeATokenInItsTimeOnlyWithinHalfAMinute() {
        assertThat(admitted(claims -> claims.expirationTime(in(-20)))).isNotNull();
        assertThat(admitted(claims -> claims.notBeforeTime(in(20)))).isNotNull();
        assertRefused(claims -> claims.expirationTime(in(-40)), Reason.TOKEN);
        assertRefused(claims -> claims.notBeforeTime(in(40)), Reason.TOKEN);
        assertRefused(claims -> claims.expirationTime(null), Reason.TOKEN);
    }

    @Test
    void shouldForgetATokenWhenItExpires() {
        String token =
                provider.signed(provider.claims(now).expirationTime(in(60)).build());
        admit(token);

        doors.pass(Duration.ofSeconds(100));

        assertRefused(token, Reason.TOKEN);
    }

    @Test
    void shouldRefuseATokenThatNobodySigned() {
        assertRefused(new PlainJWT(provider.claims(now).build()).serialize(), Reason.SIGNATURE);
    }

    /** With the public key as the secret, which everybody has. */
    @Test
    void shouldRefuseATokenWithASymmetricSignature() throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(provider.key().getKeyID())
                        .build(),
                provider.claims(now).build());
        token.sign(new MACSigner(provider.key().toPublicKey().getEncoded()));

        assertRefused(token.serialize(), Reason.SIGNATURE);
    }

    @Test
    void shouldRefuseATokenOfAnotherKeyEvenIfItBringsThatAlong() throws Exception {
        ECKey own = TestProvider.newKey("first");
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID("first")
                        .jwk(own.toPublicJWK())
                        .build(),
                provider.claims(now).build());
        token.sign(new ECDSASigner(own));

        assertRefused(token.serialize(), Reason.SIGNATURE);
    }

    @Test
    void shouldTakeTokensOfAKeyThatTheProviderHasRotatedTo() {
        String before = provider.signed(provider.claims(now).build());
        admit(before);

        provider.rotate("second");

        assertThat(admitted(claims -> claims.subject("4712"))).isNotNull();
        assertThat(provider.keysRead()).isEqualTo(2);
        assertThat(admit(before)).as("it was verified lately").isNotNull();
        doors.pass(Duration.ofMinutes(6));
        assertRefused(before, Reason.SIGNATURE);
    }

    /** Whoever makes up key ids would make this service ask the provider again and again. */
    @Test
    void shouldNotAskTheProviderForEveryKeyThatIsMadeUp() {
        admitted(claims -> claims);
        ECKey own = provider.key();
        for (int i = 0; i < 9; i++) {
            provider.rotate("made-up-" + i);
            String token = provider.signed(provider.claims(now).build());
            provider.rotate("other-" + i);
            assertRefused(token, Reason.SIGNATURE);
        }

        assertThat(own).isNotNull();
        assertThat(provider.keysRead()).isLessThanOrEqualTo(3);
    }

    @Test
    void shouldReadScopesFromWhereTheyAre() {
        assertThat(admitted(claims -> claims.claim("scope", null).claim("scp", List.of("read", "admin", "x")))
                        .scopes())
                .containsExactlyInAnyOrder(Scope.READ, Scope.ADMIN);
        doorkeeper = doors.doorkeeper(provider.settings(
                new ClaimSettings(Optional.of("realm_access.roles"), "photos-", Optional.empty(), Optional.empty())));
        assertThat(admitted(claims -> claims.claim(
                                "realm_access", Map.of("roles", List.of("photos-write", "read", "photos-"))))
                        .scopes())
                .containsExactly(Scope.WRITE);
    }

    @Test
    void shouldBindACallerToTheOwnersAndAlbumsOfItsToken() {
        doorkeeper = doors.doorkeeper(provider.settings(
                new ClaimSettings(Optional.empty(), "", Optional.of("owners"), Optional.of("https://x.org/albums"))));

        assertThat(admitted(claims -> claims.claim("owners", List.of("ann", "bob"))
                                .claim("https://x.org/albums", "summer days"))
                        .visibility())
                .isEqualTo(new Visibility(Set.of("ann", "bob"), Set.of("summer days")));
        assertThat(admitted(claims -> claims.claim("owners", "*").claim("https://x.org/albums", List.of("*")))
                        .visibility())
                .isEqualTo(Visibility.EVERYTHING);
        assertRefused(claims -> claims.claim("owners", "ann"), Reason.TOKEN);
        assertRefused(claims -> claims.claim("owners", List.of()).claim("https://x.org/albums", "*"), Reason.TOKEN);
    }

    @Test
    void shouldTakeKeysWhileTheProviderIsAway() throws Exception {
        KeyCredential key = doors.key(Scope.WRITE);
        OidcSettings away = TestProvider.away();
        doorkeeper = doors.doorkeeper(away);

        assertThatThrownBy(() -> admitted(claims -> claims)).isInstanceOf(NotReadyException.class);
        assertThat(doorkeeper.admit(Optional.of(key.text()), ADDRESS).may(Scope.WRITE))
                .isTrue();
    }

    @Test
    void shouldTakeTokensOfKeysThatItHasReadWhileTheProviderIsAway() {
        admitted(claims -> claims);

        provider.close();

        assertThat(admitted(claims -> claims.subject("4712"))).isNotNull();
    }

    @Test
    void shouldNotBelieveADiscoveryDocumentOfAnotherIssuer() {
        provider.feign("https://other.example.org");

        assertThatThrownBy(() -> admitted(claims -> claims)).isInstanceOf(NotReadyException.class);
    }

    @Test
    void shouldLookForTheProviderOnce() {
        admitted(claims -> claims);
        admitted(claims -> claims.subject("4712"));

        assertThat(provider.discovered()).isEqualTo(1);
        assertThat(provider.keysRead()).isEqualTo(1);
    }

    @Test
    void shouldNotLookAgainAtOnceForAProviderThatCannotBeUsed() {
        provider.feign("https://other.example.org");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> admitted(claims -> claims)).isInstanceOf(NotReadyException.class);
        }
        assertThat(provider.discovered()).isEqualTo(1);

        provider.feign(provider.issuer());
        doors.pass(Duration.ofSeconds(6));

        assertThat(admitted(claims -> claims)).isNotNull();
    }

    private Date in(int seconds) {
        return Date.from(now.plusSeconds(seconds));
    }

    private Caller admitted(UnaryOperator<JWTClaimsSet.Builder> change) {
        return admit(provider.signed(change.apply(provider.claims(now)).build()));
    }

    private Caller admit(String token) {
        return doorkeeper.admit(Optional.of(token), ADDRESS);
    }

    private void assertRefused(UnaryOperator<JWTClaimsSet.Builder> change, Reason reason) {
        assertRefused(provider.signed(change.apply(provider.claims(now)).build()), reason);
    }

    private void assertRefused(String token, Reason reason) {
        assertThatThrownBy(() -> admit(token))
                .isInstanceOfSatisfying(
                        UnauthenticatedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageNotContaining(token);
    }
}
