package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.infra.client.Gallery;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.index.IndexApplication;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three instances share an index of three partitions, each of which has a standby. One instance may answer from
 * standbys, one may not, and the third dies.
 */
class SeveralInstancesIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int PARTITIONS = 3;

    @TempDir
    private static Path directory;

    private static Deployment deployment;
    private static Network network;
    private static Gallery gallery;
    private static FourfoldApplication strict;
    private static FourfoldApplication lenient;
    private static FourfoldProcess mortal;
    private static List<Endpoint> endpoints;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        deployment = Deployment.start(directory);
        network = ModelBundle.loadDefault();
        gallery = new Gallery(network.version(), 200, 7);
        try (Producer<String, SpecificRecord> producer = deployment.producer()) {
            gallery.produce(producer, deployment.topicsOf(network));
        }
        strict = FourfoldApplication.start(FourfoldConfig.from(settings("strict")), network);
        Map<String, String> standbys = settings("lenient");
        standbys.put(Setting.QUERY_STANDBY_MAX_LAG.key(), "0");
        lenient = FourfoldApplication.start(FourfoldConfig.from(standbys), network);
    }

    /** All three run and answer everything, whatever the test before has done. */
    @BeforeEach
    void reviveTheMortal() throws IOException {
        if (mortal == null || !mortal.isAlive()) {
            mortal = FourfoldProcess.start(directory, "run", "--config=" + file(settings("mortal")));
            String line = mortal.awaitLine(output -> output.contains("http://"), TIMEOUT);
            URI address = URI.create(line.replaceAll(".*(http://[^/ ]+/).*", "$1"));
            endpoints = List.of(
                    new Endpoint(strict.httpAddress()), new Endpoint(lenient.httpAddress()), new Endpoint(address));
        }
        awaitAnswers(endpoints);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        mortal.close();
        lenient.close();
        strict.close();
        network.close();
        deployment.close();
    }

    @Test
    void shouldAnswerEveryQueryFromAnyInstance() throws Exception {
        for (Endpoint endpoint : endpoints) {
            for (String id : gallery.ids().subList(0, 10)) {
                Endpoint.Answer similar = endpoint.get("/v1/images/" + id + "/similar?k=20");

                assertThat(ids(similar))
                        .isEqualTo(gallery.ranked(id, any -> true).subList(0, 20));
                assertThat(similar.json().at("/shards/answered").asInt()).isEqualTo(PARTITIONS);
                assertThat(similar.json().at("/shards/total").asInt()).isEqualTo(PARTITIONS);
                for (JsonNode hit : similar.json().get("hits")) {
                    assertThat(hit.get("caption").asText())
                            .isEqualTo(Gallery.caption(hit.get("imageId").asText()));
                }
                assertThat(endpoint.get("/v1/images/" + id)
                                .json()
                                .at("/captions/0/text")
                                .asText())
                        .isEqualTo(Gallery.caption(id));
            }
        }
    }

    @Test
    void shouldConfigureItsGroup() throws Exception {
        ConfigResource group =
                new ConfigResource(ConfigResource.Type.GROUP, IndexApplication.id("fourfold", network.version()));
        try (Admin admin = deployment.cluster().admin()) {
            Config config = admin.describeConfigs(List.of(group)).all().get().get(group);

            assertThat(config.get("streams.num.standby.replicas").value()).isEqualTo("1");
            assertThat(config.get("streams.session.timeout.ms").value()).isEqualTo("4200");
            assertThat(config.get("streams.heartbeat.interval.ms").value()).isEqualTo("700");
        }
    }

    @Test
    void shouldPageThroughAllPartitionsWhicheverInstanceGivesThePage() throws Exception {
        List<String> paged = new ArrayList<>();
        String cursor = "";
        for (int page = 0; !cursor.isEmpty() || page == 0; page++) {
            Endpoint.Answer answer =
                    endpoints.get(page % endpoints.size()).get("/v1/images/photo-0/similar?k=30&cursor=" + cursor);
            paged.addAll(ids(answer));
            cursor = answer.json().path("nextCursor").asText();
        }

        assertThat(paged).isEqualTo(gallery.ranked("photo-0", any -> true));
    }

    @Test
    void shouldAnswerFromStandbysOnlyWhereAllowedWhenAnInstanceDiesAndEverythingLater() throws Exception {
        Awaitility.await().atMost(TIMEOUT).until(SeveralInstancesIT::survivorsKeepEveryPartition);
        mortal.kill();

        List<Integer> statuses = new ArrayList<>();
        for (String id : gallery.ids().subList(0, 20)) {
            statuses.add(endpoints.get(0).get("/v1/images/" + id).status());
        }
        assertThat(statuses).contains(200, 503).allMatch(status -> status == 200 || status == 503);
        for (String id : gallery.ids().subList(0, 5)) {
            Endpoint.Answer withStandbys = endpoints.get(1).get("/v1/images/" + id + "/similar?k=20");
            assertThat(withStandbys.json().at("/shards/complete").asBoolean())
                    .as("%s", withStandbys.json())
                    .isTrue();
            assertThat(ids(withStandbys))
                    .isEqualTo(gallery.ranked(id, any -> true).subList(0, 20));
        }
        for (String id : gallery.ids().subList(0, 20)) {
            requireRightOrMarked(id, endpoints.get(0).get("/v1/images/" + id + "/similar?k=20"));
        }

        // Once the dead instance is given up.
        awaitAnswers(endpoints.subList(0, 2));
    }

    private static void awaitAnswers(List<Endpoint> all) {
        for (Endpoint endpoint : all) {
            Awaitility.await().atMost(TIMEOUT).until(() -> answersEverything(endpoint));
        }
    }

    /** Complete and right, or marked incomplete and right for those partitions that answered, or 503. */
    private static void requireRightOrMarked(String id, Endpoint.Answer answer) {
        if (answer.status() == 503) {
            return;
        }
        assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
        int answered = answer.json().at("/shards/answered").asInt();
        List<List<String>> right = new ArrayList<>();
        for (int subset = 0; subset < 1 << PARTITIONS; subset++) {
            int partitions = subset;
            if (Integer.bitCount(subset) == answered) {
                right.add(gallery.ranked(id, other -> (partitions >> partition(other) & 1) == 1).stream()
                        .limit(20)
                        .toList());
            }
        }
        assertThat(right).contains(ids(answer));
    }

    private static boolean answersEverything(Endpoint endpoint) throws IOException, InterruptedException {
        for (String id : gallery.ids().subList(0, 20)) {
            boolean complete = endpoint.get("/v1/images/" + id + "/similar?k=1").complete()
                    && endpoint.get("/v1/images/" + id).json().has("captions");
            if (!complete) {
                return false;
            }
        }
        return true;
    }

    /** Whether two of the three instances have every partition, active or as a copy that is up to date. */
    private static boolean survivorsKeepEveryPartition() throws IOException, InterruptedException {
        for (String store : List.of("captions", "embeddings")) {
            Set<Integer> kept = new HashSet<>();
            for (Endpoint survivor : List.of(new Endpoint(strict.peerAddress()), new Endpoint(lenient.peerAddress()))) {
                String query = """
                        {"query": {"imageIds": {"0": ["x"], "1": ["x"], "2": ["x"]}},
                         "partitions": [0, 1, 2], "maxStandbyLag": 0, "modelVersion": "%s"}
                        """.formatted(network.version());
                survivor.post("/internal/v1/" + store, query)
                        .json()
                        .forEach(answer -> kept.add(answer.get("partition").asInt()));
            }
            if (kept.size() < PARTITIONS) {
                return false;
            }
        }
        return true;
    }

    private static List<String> ids(Endpoint.Answer answer) {
        return answer.json().get("hits").findValuesAsText("imageId");
    }

    private static int partition(String id) {
        return Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % PARTITIONS;
    }

    private static Map<String, String> settings(String name) {
        Map<String, String> settings = deployment.settings(name);
        settings.put(Setting.ROLES.key(), "index");
        settings.put(Setting.STANDBY_REPLICAS.key(), "1");
        settings.put(Setting.SESSION_TIMEOUT_MS.key(), "4200");
        return settings;
    }

    private static Path file(Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        Path file = directory.resolve("mortal.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }
}
