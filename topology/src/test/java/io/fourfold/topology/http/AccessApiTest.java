package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.access.KeyCredential;
import io.fourfold.topology.access.Scope;
import io.fourfold.topology.access.TestDoors;
import io.fourfold.topology.access.TestProvider;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.shard.FakeIndexState;
import io.fourfold.topology.similarity.Visibility;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is let in, with which credential, to which route. */
class AccessApiTest {

    private static final TestDoors DOORS = new TestDoors();

    private static TestProvider provider;
    private static ApiFixture api;

    @BeforeAll
    static void setUp() throws Exception {
        provider = new TestProvider();
        api = new ApiFixture(
                new FakeIndexState(() -> {
                    throw new IllegalStateException("nobody gets here");
                }),
                new FixedHealth(true, true),
                DOORS.doorkeeper(provider.settings()));
    }

    @AfterAll
    static void tearDown() {
        api.close();
        provider.close();
    }

    @Test
    void shouldLetNobodyInWithoutACredential() throws Exception {
        for (Route route : guarded()) {
            ApiFixture.Answer answer = api.send(request(route));

            assertThat(answer.status()).as(route.path()).isEqualTo(401);
            assertThat(answer.json().get("type").asText()).isEqualTo("urn:fourfold:problem:unauthenticated");
            assertThat(answer.response().headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer");
        }
    }

    /** An instance that starts must not have a client throw its key away. */
    @Test
    void shouldSayThatItIsNotReadyBeforeItHasReadTheKeys() throws Exception {
        String key = DOORS.key(Scope.READ).text();
        try (ApiFixture starting =
                new ApiFixture(FakeIndexState.unasked(), new FixedHealth(true, false), TestDoors.unread())) {
            ApiFixture.Answer answer =
                    starting.send(starting.request("/v1/words").header("Authorization", "Bearer " + key));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().get("type").asText()).isEqualTo("urn:fourfold:problem:not-ready");
            assertThat(starting.send(starting.request("/v1/session").header("Cookie", "fourfold=" + key))
                            .status())
                    .isEqualTo(503);
        }
    }

    @Test
    void shouldLetNobodyInWithoutTheScope() throws Exception {
        for (Scope missing : Scope.values()) {
            KeyCredential key = DOORS.key(Arrays.stream(Scope.values())
                    .filter(scope -> scope != missing)
                    .toArray(Scope[]::new));
            for (Route route : guarded()) {
                if (route.scope().get() == missing) {
                    ApiFixture.Answer answer = api.send(request(route).header("Authorization", "Bearer " + key.text()));

                    assertThat(answer.status()).as(route.path()).isEqualTo(403);
                    assertThat(answer.json().get("type").asText()).isEqualTo("urn:fourfold:problem:forbidden");
                }
            }
        }
    }

    @Test
    void shouldLeaveNothingOpenThatTellsOfPhotos() {
        assertThat(api.routes().stream()
                        .filter(route -> route.scope().isEmpty())
                        .map(Route::path))
                .allMatch(path -> path.startsWith("/v1/session")
                        || path.startsWith("/health/")
                        || path.startsWith("/internal/")
                        || Set.of("/metrics", "/openapi.json").contains(path));
    }

    @Test
    void shouldTakeATokenAsWellAsAKey() throws Exception {
        String token = URI.create(logInAtTheProvider()).getFragment();

        assertThat(api.send(api.request("/v1/words?prefix=d").header("Authorization", "bearer " + token))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldKeepTheCredentialInACookieThatNoScriptReads() throws Exception {
        KeyCredential key = DOORS.key("ann's page", new Visibility(Set.of("ann"), Set.of("a", "b")), Scope.READ);

        ApiFixture.Answer answer = api.post("/v1/session", key.text().getBytes());

        assertThat(answer.json())
                .isEqualTo(api.send(api.request("/v1/session").header("Cookie", "fourfold=" + key.text()))
                        .json());
        assertThat(answer.body())
                .isEqualTo(
                        "{\"name\":\"ann's page\",\"scopes\":[\"read\"],\"owners\":[\"ann\"],\"albums\":[\"a\",\"b\"],"
                                + "\"access\":\"on\",\"oidc\":true}");
        assertThat(cookie(answer)).isEqualTo("fourfold=" + key.text() + "; HttpOnly; Path=/; SameSite=Strict");
        assertThat(cookie(api.delete("/v1/session"))).contains("fourfold=;").contains("Max-Age=0");
    }

    @Test
    void shouldCountTheRequestsOfCallersThatAreBound() throws Exception {
        KeyCredential bound = DOORS.key("ann's robot", new Visibility(Set.of("ann"), Set.of()), Scope.READ);
        KeyCredential unbound = DOORS.key("operator", Visibility.EVERYTHING, Scope.READ);

        for (KeyCredential key : List.of(bound, bound, unbound)) {
            api.send(api.request("/v1/words?prefix=d").header("Authorization", "Bearer " + key.text()));
        }

        assertThat(api.get("/metrics").body())
                .contains("fourfold_http_tenants_seconds_count{caller=\"ann's robot\"} 2")
                .doesNotContain("caller=\"operator\"");
    }

    @Test
    void shouldBelieveAProxyThatTheConnectionIsEncryptedAndNobodyElse() throws Exception {
        KeyCredential key = DOORS.key(Scope.READ);
        try (ApiFixture behindProxy = new ApiFixture(
                FakeIndexState.unasked(),
                new FixedHealth(true, true),
                DOORS.doorkeeper(provider.settings()),
                Map.of(Setting.HTTP_BEHIND_PROXY.key(), "true"))) {
            assertThat(cookie(overHttps(behindProxy, key))).endsWith("; Secure");
            assertThat(query(behindProxy.send(
                            behindProxy.request("/v1/session/login").header("X-Forwarded-Proto", "https"))))
                    .hasEntrySatisfying("redirect_uri", uri -> assertThat(uri).startsWith("https://127.0.0.1"));
        }
        assertThat(cookie(overHttps(api, key))).contains(key.text()).doesNotContain("Secure");
        assertThat(query(api.send(api.request("/v1/session/login").header("X-Forwarded-Proto", "https"))))
                .hasEntrySatisfying("redirect_uri", uri -> assertThat(uri).startsWith("http://"));
    }

    private static ApiFixture.Answer overHttps(ApiFixture api, KeyCredential key) throws Exception {
        return api.send(api.request("/v1/session")
                .header("X-Forwarded-Proto", "https")
                .POST(HttpRequest.BodyPublishers.ofString(key.text())));
    }

    @Test
    void shouldKeepNoCredentialThatOpensNothing() throws Exception {
        ApiFixture.Answer answer = api.post(
                "/v1/session",
                KeyCredential.random(new java.util.Random(1)).text().getBytes());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.response().headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void shouldTellWhoHasNotLoggedInHowToDoSo() throws Exception {
        assertThat(api.send(api.request("/v1/session").header("Cookie", "fourfold=ff_old"))
                        .body())
                .isEqualTo("{\"scopes\":[],\"owners\":[],\"albums\":[],\"access\":\"on\",\"oidc\":true}");
    }

    @Test
    void shouldTakeChangesWithACookieFromItsOwnPageOnly() throws Exception {
        KeyCredential key = DOORS.key(Scope.WRITE, Scope.READ);
        String own = "http://127.0.0.1:" + api.port("/");
        List<Map<String, String>> foreign = List.of(
                Map.of(),
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site", "Origin", own),
                Map.of("Sec-Fetch-Site", "none"),
                Map.of("Origin", "null"),
                Map.of("Origin", "http://127.0.0.1:1"),
                Map.of("Origin", "https://evil.example.org"));
        for (Map<String, String> headers : foreign) {
            assertThat(deleted(key, headers)).as("%s", headers).isEqualTo(403);
        }
        assertThat(deleted(key, Map.of("Sec-Fetch-Site", "same-origin"))).isEqualTo(202);
        assertThat(deleted(key, Map.of("Origin", own))).isEqualTo(202);
        assertThat(api.send(api.request("/v1/images/x")
                                .DELETE()
                                .header("Authorization", "Bearer " + key.text())
                                .header("Origin", "https://evil.example.org"))
                        .status())
                .as("a header is sent by no page without its will")
                .isEqualTo(202);
        assertThat(api.send(api.request("/v1/words").header("Cookie", "fourfold=" + key.text()))
                        .status())
                .as("looking changes nothing")
                .isEqualTo(200);
    }

    @Test
    void shouldLogInAtTheProviderAndComeBackWithACookie() throws Exception {
        String token = URI.create(logInAtTheProvider()).getFragment();

        assertThat(api.send(api.request("/v1/session").header("Cookie", "fourfold=" + token))
                        .json()
                        .get("name")
                        .asText())
                .isEqualTo("ann");
    }

    @Test
    void shouldNotFinishALoginThatBeganElsewhere() throws Exception {
        ApiFixture.Answer begun = api.get("/v1/session/login");
        String state = query(begun).get("state");
        String callback = "/v1/session/callback?code=" + TestProvider.CODE + "&state=";
        provider.began(query(begun).get("code_challenge"));

        assertThat(ending(api.get(callback + state))).as("no cookie").isEqualTo("/?login=refused");
        assertThat(ending(api.send(api.request(callback + state + "x").header("Cookie", loginCookie(begun)))))
                .as("another state")
                .isEqualTo("/?login=refused");
        assertThat(ending(api.send(api.request(callback + state)
                        .header("Cookie", "fourfold-login=" + state + ".another-verifier"))))
                .as("another verifier")
                .isEqualTo("/?login=refused");
    }

    @Test
    void shouldComeBackToThePageFromALoginThatIsCancelled() throws Exception {
        ApiFixture.Answer begun = api.get("/v1/session/login");
        String refused = "fourfold_http_refused_total{reason=\"login\"}";
        double before = counted(refused);

        ApiFixture.Answer back = api.send(api.request("/v1/session/callback?error=access_denied&state="
                        + query(begun).get("state"))
                .header("Cookie", loginCookie(begun)));

        assertThat(ending(back)).isEqualTo("/?login=cancelled");
        assertThat(cookie(back)).startsWith("fourfold-login=;").contains("Max-Age=0");
        assertThat(counted(refused)).isEqualTo(before + 1);
    }

    @Test
    void shouldComeBackToThePageWhenTheProviderIsAway() throws Exception {
        try (ApiFixture adrift = new ApiFixture(
                FakeIndexState.unasked(), new FixedHealth(true, true), DOORS.doorkeeper(TestProvider.away()))) {
            assertThat(ending(adrift.get("/v1/session/login"))).isEqualTo("/?login=away");
        }
    }

    /** Where a login that nobody is logged in by leads to. */
    private static String ending(ApiFixture.Answer answer) {
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("fourfold="));
        return answer.response().headers().firstValue("Location").orElseThrow();
    }

    private static double counted(String metric) throws Exception {
        return api.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(metric.length())))
                .sum();
    }

    @Test
    void shouldCountRefusedRequestsByReason() throws Exception {
        api.get("/v1/words");

        assertThat(api.get("/metrics").body()).contains("fourfold_http_refused_total{reason=\"missing\"}");
    }

    /** The page's address with the cookie's token behind it. */
    private static String logInAtTheProvider() throws Exception {
        ApiFixture.Answer begun = api.get("/v1/session/login");
        Map<String, String> query = query(begun);
        assertThat(query)
                .containsEntry("tenant", "1")
                .containsEntry("response_type", "code")
                .containsEntry("client_id", TestProvider.CLIENT)
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", "http://127.0.0.1:" + api.port("/") + "/v1/session/callback");
        assertThat(cookie(begun)).contains("HttpOnly", "SameSite=Lax", "Path=/v1/session/callback");
        provider.began(query.get("code_challenge"));

        ApiFixture.Answer back =
                api.send(api.request("/v1/session/callback?code=" + TestProvider.CODE + "&state=" + query.get("state"))
                        .header("Cookie", loginCookie(begun)));

        assertThat(back.status()).isEqualTo(302);
        String session = back.response().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("fourfold="))
                .findFirst()
                .orElseThrow();
        assertThat(session).contains("HttpOnly", "SameSite=Strict");
        return back.response().headers().firstValue("Location").orElseThrow() + "#" + session.split("[=;]", 3)[1];
    }

    private static Map<String, String> query(ApiFixture.Answer begun) {
        String location = begun.response().headers().firstValue("Location").orElseThrow();
        return Stream.of(location.substring(location.indexOf('?') + 1).split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static String loginCookie(ApiFixture.Answer begun) {
        return cookie(begun).split(";")[0];
    }

    private static String cookie(ApiFixture.Answer answer) {
        return answer.response().headers().firstValue("Set-Cookie").orElse("none");
    }

    private static int deleted(KeyCredential key, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = api.request("/v1/images/x").DELETE().header("Cookie", "fourfold=" + key.text());
        headers.forEach(request::header);
        return api.send(request).status();
    }

    private static List<Route> guarded() {
        return api.routes().stream().filter(route -> route.scope().isPresent()).toList();
    }

    private static HttpRequest.Builder request(Route route) {
        String path = route.path().replaceAll("\\{[^}]*}", "x");
        return api.request(path).method(route.method().name(), HttpRequest.BodyPublishers.noBody());
    }
}
