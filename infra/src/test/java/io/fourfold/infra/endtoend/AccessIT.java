package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.infra.cli.Fourfold;
import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.local.KafkaBackend;
import io.fourfold.model.ModelBundle;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are made, replaced and revoked on the command line open and close two instances. */
class AccessIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static KafkaBackend kafka;
    private static ModelBundle network;
    private static final List<FourfoldApplication> INSTANCES = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        kafka = KafkaBackend.start(directory.resolve("broker"));
        fourfold("topics", "create", "--partitions", "2");
        network = ModelBundle.loadDefault();
        for (String name : List.of("one", "other")) {
            Map<String, String> settings = new HashMap<>(cluster());
            settings.put(Setting.STATE_DIR.key(), directory.resolve(name).toString());
            settings.put(Setting.HTTP_PORT.key(), "0");
            settings.put(Setting.HTTP_PEER_PORT.key(), "0");
            settings.put(Setting.HTTP_MANAGEMENT_PORT.key(), "0");
            settings.put(Setting.ROLES.key(), "search");
            settings.put(Setting.ACCESS_ENABLED.key(), "true");
            INSTANCES.add(FourfoldApplication.start(FourfoldConfig.from(settings), network));
        }
    }

    @AfterAll
    static void stop() {
        INSTANCES.forEach(FourfoldApplication::close);
        network.close();
        kafka.close();
    }

    @Test
    void shouldOpenEveryInstanceToANewKeyAndCloseItWhenThatIsRevoked() throws Exception {
        String key = keys("create", "--name", "ann's phone", "--scopes", "read,write", "--owner", "ann")
                .trim();

        assertThat(key).matches("ff_[a-z0-9]{12}_[A-Za-z0-9_-]{43}");
        awaitEverywhere(key, 200);
        for (FourfoldApplication instance : INSTANCES) {
            JsonNode session = JSON.readTree(get(instance, "/v1/session", key).body());
            assertThat(session.get("name").asText()).isEqualTo("ann's phone");
            assertThat(session.get("scopes").toString()).isEqualTo("[\"read\",\"write\"]");
            assertThat(session.get("owners").toString()).isEqualTo("[\"ann\"]");
            assertThat(get(instance, "/v1/words", key + "x").statusCode()).isEqualTo(401);
        }
        assertThat(keys("list")).contains(id(key), "ann's phone", "valid").doesNotContain(secret(key), "argon2");

        keys("revoke", id(key));

        awaitEverywhere(key, 401);
        assertThat(keys("list")).contains("revoked");
    }

    @Test
    void shouldRotateAKeyWithAnOverlap() throws Exception {
        String before = keys("create", "--name", "shop", "--scopes", "read", "--album", "shop")
                .trim();
        awaitEverywhere(before, 200);

        String after =
                keys("create", "--replaces", id(before), "--overlap", "2").trim();

        awaitEverywhere(after, 200);
        awaitEverywhere(before, 200);
        JsonNode session =
                JSON.readTree(get(INSTANCES.get(0), "/v1/session", after).body());
        assertThat(session.get("name").asText()).isEqualTo("shop");
        assertThat(session.get("albums").toString()).isEqualTo("[\"shop\"]");
        Cluster cluster = new Cluster(FourfoldConfig.from(cluster()), Clock.systemUTC());
        assertThat(cluster.keyRegister()
                        .find(id(before))
                        .orElseThrow()
                        .expiresAt()
                        .orElseThrow())
                .isBetween(Instant.now().plusSeconds(7_000), Instant.now().plusSeconds(7_200));

        String last = keys("create", "--replaces", id(after), "--overlap", "0").trim();

        awaitEverywhere(after, 401);
        awaitEverywhere(last, 200);
    }

    private static void awaitEverywhere(String key, int status) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> INSTANCES.stream()
                        .map(instance -> status(instance, key))
                        .allMatch(answered -> answered == status));
    }

    /** Words have not been read by then, or have: who is let in is not told 401. */
    private static int status(FourfoldApplication instance, String key) {
        try {
            int status = get(instance, "/v1/status", key).statusCode();
            return status == 503 ? 0 : status;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> get(FourfoldApplication instance, String path, String key)
            throws IOException, InterruptedException {
        URI address = instance.httpAddress().resolve(path);
        return CLIENT.send(
                HttpRequest.newBuilder(address)
                        .header("Authorization", "Bearer " + key)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String keys(String... arguments) {
        return fourfold(Stream.concat(Stream.of("keys"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static String fourfold(String... arguments) {
        StringWriter out = new StringWriter();
        Stream<String> cluster = cluster().entrySet().stream().map(setting -> "--set=" + setting);
        assertThat(Fourfold.commandLine(Map.of())
                        .setOut(new PrintWriter(out))
                        .execute(Stream.concat(Stream.of(arguments), cluster).toArray(String[]::new)))
                .isZero();
        return out.toString();
    }

    private static Map<String, String> cluster() {
        return Map.of(
                Setting.BOOTSTRAP_SERVERS.key(),
                kafka.bootstrapServers(),
                Setting.SCHEMA_REGISTRY_URL.key(),
                "mock://access");
    }

    private static String id(String key) {
        return key.split("_")[1];
    }

    private static String secret(String key) {
        return key.split("_", 3)[2];
    }
}
