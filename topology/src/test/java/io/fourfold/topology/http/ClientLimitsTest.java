package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fourfold.topology.access.Caller;
import io.fourfold.topology.access.Doorkeeper;
import io.fourfold.topology.access.Scope;
import io.fourfold.topology.config.FourfoldConfig.RequestLimits;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.shard.FakeIndexState;
import io.fourfold.topology.similarity.Visibility;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClientLimitsTest {

    private static final String REMOTE = "192.0.2.1";
    private static final String HERE = "127.0.0.1";

    private final AtomicLong now = new AtomicLong();

    @Test
    void shouldLimitOthersButNotThisMachineUnlessToldTo() {
        ClientLimits limits = limits(OptionalInt.empty(), OptionalInt.empty());

        assertThat(enterUntilRefused(limits, REMOTE, 3_000)).isEqualTo(2_000);
        assertThat(enterUntilRefused(limits, HERE, 3_000)).isEqualTo(3_000);
        assertThat(enterUntilRefused(limits(OptionalInt.of(1), OptionalInt.empty()), HERE, 3_000))
                .isEqualTo(10);
        assertThat(enterUntilRefused(limits(OptionalInt.of(0), OptionalInt.empty()), REMOTE, 3_000))
                .isEqualTo(3_000);
    }

    @Test
    void shouldSayWhenMoreMayComeAndKeepToIt() {
        ClientLimits limits = limits(OptionalInt.of(1), OptionalInt.empty());
        now.set(Duration.ofSeconds(3).toNanos());
        enterUntilRefused(limits, REMOTE, 11);

        TooManyRequestsException refused =
                catchThrowableOfType(TooManyRequestsException.class, () -> limits.enter(REMOTE, REMOTE));
        assertThat(refused.retryAfter()).isEqualTo("7");
        now.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThatCode(() -> limits.enter(REMOTE, REMOTE)).doesNotThrowAnyException();
    }

    @Test
    void shouldLimitWhatIsAnsweredAtATime() {
        ClientLimits limits = limits(OptionalInt.empty(), OptionalInt.of(2));
        ClientLimits.Turn one = limits.enter(REMOTE, REMOTE);
        limits.enter(REMOTE, REMOTE);

        assertThatThrownBy(() -> limits.enter(REMOTE, REMOTE)).isInstanceOf(TooManyRequestsException.class);
        assertThatCode(() -> limits.enter("192.0.2.2", "192.0.2.2")).doesNotThrowAnyException();
        one.close();
        assertThatCode(() -> limits.enter(REMOTE, REMOTE)).doesNotThrowAnyException();
    }

    @Test
    void shouldTakeANetworkOfIpv6ForOneClient() {
        assertThat(ClientLimits.client("2001:db8:1:2::3")).isEqualTo(ClientLimits.client("2001:db8:1:2:ffff::9"));
        assertThat(ClientLimits.client("2001:db8:1:2::3")).isNotEqualTo(ClientLimits.client("2001:db8:1:3::3"));
        assertThat(ClientLimits.client(REMOTE)).isEqualTo(REMOTE);
    }

    @Test
    void shouldKnowClientsBehindAProxyByTheAddressThatTheProxyHasAdded() throws Exception {
        try (ApiFixture api = api(
                Doorkeeper.OPEN, Map.of(Setting.HTTP_BEHIND_PROXY.key(), "true", Setting.HTTP_LIMIT_RATE.key(), "1"))) {
            for (int i = 0; i < 10; i++) {
                assertThat(status(api, "203.0.113." + i + ", 192.0.2.1")).isEqualTo(200);
            }

            ApiFixture.Answer refused = api.send(api.request("/v1")
                    .header("X-Forwarded-For", "198.51.100.7, 192.0.2.1")
                    .GET());
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.contentType()).startsWith(Problem.CONTENT_TYPE);
            assertThat(refused.json().get("type").asText()).endsWith(":too-many-requests");
            assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
            assertThat(status(api, "192.0.2.2")).isEqualTo(200);
        }
    }

    @Test
    void shouldNotBelieveClientsThatClaimToBeAProxy() throws Exception {
        try (ApiFixture api = api(Doorkeeper.OPEN, Map.of(Setting.HTTP_LIMIT_RATE.key(), "1"))) {
            for (int i = 0; i < 10; i++) {
                assertThat(status(api, "192.0.2." + i)).isEqualTo(200);
            }

            assertThat(status(api, "192.0.2.99")).isEqualTo(429);
        }
    }

    @Test
    void shouldLimitAKeyWhateverItsAddress() throws Exception {
        Doorkeeper doorkeeper = (credential, address) ->
                new Caller(credential.orElse("none"), Set.of(Scope.values()), Visibility.EVERYTHING);
        try (ApiFixture api =
                api(doorkeeper, Map.of(Setting.HTTP_BEHIND_PROXY.key(), "true", Setting.HTTP_LIMIT_RATE.key(), "1"))) {
            for (int i = 0; i < 10; i++) {
                assertThat(status(api, "192.0.2." + i, "one")).isEqualTo(200);
            }

            assertThat(status(api, "192.0.2.99", "one")).isEqualTo(429);
            assertThat(status(api, "192.0.2.99", "another")).isEqualTo(200);
        }
    }

    private static ApiFixture api(Doorkeeper doorkeeper, Map<String, String> settings) {
        return new ApiFixture(FakeIndexState.unasked(), new FixedHealth(true, true), doorkeeper, settings);
    }

    private static int status(ApiFixture api, String forwardedFor) throws Exception {
        return status(api, forwardedFor, "any");
    }

    private static int status(ApiFixture api, String forwardedFor, String key) throws Exception {
        return api.send(api.request("/v1/words/man/similar")
                        .header("X-Forwarded-For", forwardedFor)
                        .header("Authorization", "Bearer " + key)
                        .GET())
                .status();
    }

    private ClientLimits limits(OptionalInt rate, OptionalInt concurrency) {
        return new ClientLimits(new RequestLimits(200, rate, concurrency, 8_192), now::get);
    }

    private static int enterUntilRefused(ClientLimits limits, String address, int most) {
        for (int i = 0; i < most; i++) {
            try (ClientLimits.Turn turn = limits.enter(address, address)) {
                assertThat(turn).isNotNull();
            } catch (TooManyRequestsException e) {
                return i;
            }
        }
        return most;
    }
}
