package io.fourfold.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FourfoldConfigTest {

    @Test
    void shouldHaveSoundDefaults() {
        FourfoldConfig config = FourfoldConfig.defaults();

        assertThat(config.roles()).containsExactlyInAnyOrder(Role.IMAGES, Role.INDEX, Role.SEARCH);
        assertThat(config.kafka().groupProtocol()).isEqualTo("auto");
        assertThat(config.kafka().threads().images())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(config.topics().imageUploaded()).isEqualTo("photos.image.uploaded");
        assertThat(config.claimChecks().allowedPrefixes()).isEmpty();
        assertThat(config.modelDirectory()).isEmpty();
        assertThat(config.kafka().sessionTimeout()).isEmpty();
        assertThat(config.queries().standbyReplicas()).isEmpty();
        assertThat(config.queries().standbyMaxLag()).isEmpty();
        assertThat(config.serde().properties())
                .containsEntry("schema.registry.url", "http://localhost:8081/apis/ccompat/v7");
    }

    @Test
    void shouldReadSettings() {
        FourfoldConfig config = FourfoldConfig.from(Map.of(
                "roles", "images",
                "bootstrap.servers", "a:9092, b:9092",
                "claim.check.prefixes", "https://photos.example.org/a/,file:///data/",
                "claim.check.networks", "10.20.0.0/16, ::1",
                "model.dir", "/models/large",
                "query.standby.max.lag", "0",
                "http.advertised", "node-1:8080"));

        assertThat(config.roles()).containsExactly(Role.IMAGES);
        assertThat(config.claimChecks().allowedPrefixes())
                .containsExactly(URI.create("https://photos.example.org/a/"), URI.create("file:///data/"));
        assertThat(config.claimChecks().networks())
                .containsExactly(CidrBlock.parse("10.20.0.0/16"), CidrBlock.parse("::1/128"));
        assertThat(config.modelDirectory()).contains(Path.of("/models/large"));
        assertThat(config.http().advertised()).contains("node-1:8080");
        assertThat(config.queries().standbyMaxLag()).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.host=127.0.0.1",
                "http.host=localhost,http.peer.host=::1",
                "http.host=0.0.0.0,access.enabled=true,http.tls.certificate=a.crt,http.tls.key=a.key",
                "http.host=0.0.0.0,access.enabled=true,http.behind.proxy=true",
                "http.peer.host=192.0.2.1,http.peer.secret=0123456789abcdef",
                "http.peer.host=192.0.2.1,http.peer.tls.certificate=a.crt,http.peer.tls.key=a.key,http.peer.tls.ca=ca.crt",
                "http.management.host=0.0.0.0"
            })
    void shouldListenWhereNobodyGetsInWhoDoesNotBelong(String settings) {
        assertThatCode(() -> FourfoldConfig.from(map(settings))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http.host=0.0.0.0 | access.enabled, http.tls.certificate, http.tls.key, http.behind.proxy",
                "http.host=192.0.2.1 | access.enabled, http.tls.certificate, http.tls.key, http.behind.proxy",
                "http.host=::,access.enabled=true | http.tls.certificate, http.tls.key, http.behind.proxy",
                "http.host=0.0.0.0,http.behind.proxy=true | access.enabled",
                "http.peer.host=0.0.0.0 | http.peer.secret, http.peer.tls.certificate, http.peer.tls.key, http.peer.tls.ca",
                "http.host=0.0.0.0,http.peer.host=0.0.0.0 | access.enabled, http.tls.certificate, http.peer.secret",
                "http.tls.certificate=a.crt | http.tls.key",
                "http.peer.tls.certificate=a.crt | http.peer.tls.key, http.peer.tls.ca",
                "http.peer.secret=short | http.peer.secret"
            })
    void shouldRefuseToListenWhereAnybodyGetsInAndSayAllThatIsMissing(String settings, String missing) {
        assertThatThrownBy(() -> FourfoldConfig.from(map(settings)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContainingAll(missing.split(", "));
    }

    private static Map<String, String> map(String settings) {
        return Arrays.stream(settings.split(","))
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    }

    @Test
    void shouldShowNoSecret() {
        FourfoldConfig config = FourfoldConfig.from(Map.of(
                "kafka.sasl.jaas.config", "password=\"hush-1\"",
                "kafka.ssl.key.password", "hush-2",
                "serde.basic.auth.user.info", "user:hush-3",
                "schema.registry.url", "http://user:hush-4@registry/",
                "http.peer.secret", "hush-5-hush-5-hush",
                "access.oidc.issuer", "https://login.example.org",
                "access.oidc.audience", "photos",
                "access.oidc.client.id", "page",
                "access.oidc.client.secret", "hush-6"));

        assertThat(config.toString()).contains("sasl.jaas.config").doesNotContain("hush");
        assertThatThrownBy(() -> FourfoldConfig.from(Map.of("http.peer.secret", "hush", "kafka-password", "hush")))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hush"));
    }

    @Test
    void shouldMaskWhateverKafkaTakesForAPassword() {
        List<String> passwords = Stream.of(
                        StreamsConfig.configDef(),
                        ConsumerConfig.configDef(),
                        ProducerConfig.configDef(),
                        AdminClientConfig.configDef())
                .flatMap(definition -> definition.configKeys().values().stream())
                .filter(key -> key.type() == ConfigDef.Type.PASSWORD)
                .map(key -> key.name)
                .toList();

        assertThat(passwords)
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        name -> assertThat(Setting.shown("kafka." + name, "x")).isEqualTo("***"));
        assertThat(Setting.shown("serde.basic.auth.user.info", "user:x")).isEqualTo("***");
        assertThat(Setting.shown("serde.bearer.auth.token", "x")).isEqualTo("***");
        assertThat(Setting.shown("serde.basic.auth.credentials.source", "USER_INFO"))
                .isEqualTo("USER_INFO");
        assertThat(Setting.shown("http.tls.key", "/tls.key")).isEqualTo("/tls.key");
    }

    @Test
    void shouldHandOnPropertiesOfKafkaAndSerde() {
        FourfoldConfig config = FourfoldConfig.from(Map.of(
                "kafka.security.protocol", "SSL",
                "serde.auto.register.schemas", "false",
                "serde.class", "org.example.OtherSerde"));

        assertThat(config.kafka().properties()).containsExactly(Map.entry("security.protocol", "SSL"));
        assertThat(config.serde().properties())
                .containsEntry("auto.register.schemas", "false")
                .doesNotContainKey("class");
        assertThat(config.serde().className()).isEqualTo("org.example.OtherSerde");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://photos.example.org/{id}",
                "http://10.0.0.7:8080/show/{id}.jpg?size=320",
                "/photos/{id}/small"
            })
    void shouldTakeUrlsOfPhotos(String template) {
        assertThat(FourfoldConfig.from(Map.of("photo.url.template", template))
                        .pictures()
                        .urlTemplate())
                .contains(template);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://photos.example.org/",
                "https://{id}.example.org/",
                "javascript:alert({id})",
                "//evil.example.org/{id}",
                "photos/{id}",
                "https://example.org/{id}/{size}",
                "https://user:secret@example.org/{id}"
            })
    void shouldRefuseUrlsOfNoPhoto(String template) {
        assertThatThrownBy(() -> FourfoldConfig.from(Map.of("photo.url.template", template)))
                .hasMessageContaining("photo.url.template")
                .hasMessageContaining(template);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:4318", "grpc://collector:4317", "collector", "http://a collector"})
    void shouldRefuseACollectorThatIsNoUrl(String endpoint) {
        assertThatThrownBy(() -> FourfoldConfig.from(Map.of("tracing.endpoint", endpoint)))
                .hasMessageContaining("tracing.endpoint")
                .hasMessageContaining(endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://login.example.org/realms/a", "http://localhost:8180", "http://127.0.0.1:1/a"})
    void shouldTakeALoginProvider(String issuer) {
        FourfoldConfig.OidcSettings oidc = FourfoldConfig.from(Map.of(
                        "access.oidc.issuer", issuer,
                        "access.oidc.audience", "fourfold",
                        "access.oidc.client.secret", "hush"))
                .access()
                .oidc()
                .orElseThrow();

        assertThat(oidc.issuer()).hasToString(issuer);
        assertThat(oidc.clientSecret()).contains("hush");
        assertThat(oidc.toString()).doesNotContain("hush");
    }

    /** Who listens on the way would learn of tokens, and could answer in the provider's place. */
    @ParameterizedTest
    @ValueSource(
            strings = {"http://login.example.org", "http://localhost.example.org", "login.example.org", "file:///x"})
    void shouldRefuseALoginProviderThatOthersCanListenTo(String issuer) {
        assertThatThrownBy(() ->
                        FourfoldConfig.from(Map.of("access.oidc.issuer", issuer, "access.oidc.audience", "fourfold")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("access.oidc.issuer");
    }

    @Test
    void shouldListEveryProblemAtOnce() {
        InvalidConfigException e = catchThrowableOfType(
                InvalidConfigException.class,
                () -> FourfoldConfig.from(Map.of(
                        "roles", "images,serach",
                        "image.threads", "0",
                        "http.port", "high",
                        "boostrap.servers", "localhost:9092")));

        assertThat(e.problems())
                .hasSize(4)
                .anySatisfy(problem -> assertThat(problem).contains("serach").contains("images, index"))
                .anySatisfy(
                        problem -> assertThat(problem).contains("image.threads").contains("1 to 256"))
                .anySatisfy(problem -> assertThat(problem).contains("http.port").contains("high"))
                .anySatisfy(problem -> assertThat(problem).contains("'boostrap.servers' is not a setting"));
        assertThat(e).hasMessageContaining("4 problems");
    }

    @ParameterizedTest
    @CsvSource({
        "roles, ''",
        "bootstrap.servers, localhost",
        "bootstrap.servers, ''",
        "application.id.prefix, a b",
        "group.protocol, eager",
        "group.session.timeout.ms, 10",
        "topics.prefix, a/b",
        "state.dir, ''",
        "claim.check.prefixes, photos.example.org",
        "claim.check.prefixes, ftp://photos.example.org/",
        "claim.check.prefixes, http://127.1/",
        "claim.check.prefixes, https://photos.example.org/?a=b",
        "claim.check.networks, example.org",
        "claim.check.networks, 10.0.0.0/33",
        "search.plain.enabled, yes",
        "claim.check.timeout.ms, 10",
        "query.timeout.ms, 0",
        "query.standby.max.lag, -1",
        "index.standby.replicas, 11",
        "schema.registry.url, ''",
        "serde.class, ''",
        "http.host, ''",
        "http.port, 70000",
        "http.advertised, node-1",
        "access.enabled, 1",
        "access.oidc.audience, fourfold",
        "access.oidc.client.id, page",
        "access.oidc.issuer, https://login.example.org"
    })
    void shouldRefuse(String key, String value) {
        assertThatThrownBy(() -> FourfoldConfig.from(Map.of(key, value)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("1 problem:")
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:secret@photos.example.org/",
                "https://us er:secret@photos.example.org/",
                "https://photos.example.org/?signature=secret",
                "https://photos example.org/?signature=secret"
            })
    void shouldNotRepeatSecretsOfAPrefix(String prefix) {
        assertThatThrownBy(() -> FourfoldConfig.from(Map.of("claim.check.prefixes", prefix)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageNotContaining("secret");
    }
}
