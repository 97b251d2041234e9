package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.SearchEvents;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.TopicAdmin;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.model.linear.Vectors;
import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.SearchRequested;
import io.fourfold.topology.access.KeyRegister;
import io.fourfold.topology.access.Scope;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.kafka.AvroVector;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.similarity.Visibility;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two tenants of two instances that share an index, beside a deployment that one of them has for itself. */
@Timeout(240)
class TenantIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTITIONS = 3;
    private static final int PHOTOS = 40;
    private static final String ANN = "ann";
    private static final String BOB = "bob";
    private static final String NO_KEY = "";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path directory;

    private static Deployment deployment;
    private static Network network;
    private static FourfoldApplication whole;
    private static FourfoldApplication part;
    private static FourfoldApplication anns;
    private static final Map<String, String> KEYS = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        deployment = Deployment.start(directory);
        network = ModelBundle.loadDefault();
        Topics shared = deployment.topicsOf(network);
        Topics alone = createTopics(aloneSettings());
        try (Producer<String, SpecificRecord> producer = deployment.producer()) {
            store(producer, shared, ANN);
            store(producer, shared, BOB);
            store(producer, alone, ANN);
            producer.flush();
        }
        for (String owner : List.of(ANN, BOB)) {
            KEYS.put(owner, key(new Visibility(Set.of(owner), Set.of())));
        }
        KEYS.put(NO_KEY, key(Visibility.EVERYTHING));
        whole = FourfoldApplication.start(FourfoldConfig.from(settings("whole", "images,index,search")), network);
        part = FourfoldApplication.start(FourfoldConfig.from(settings("part", "index")), network);
        anns = FourfoldApplication.start(FourfoldConfig.from(aloneSettings()), network);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(photos(whole, NO_KEY)).isEqualTo(2 * PHOTOS);
            assertThat(photos(part, NO_KEY)).isEqualTo(2 * PHOTOS);
            assertThat(photos(anns, ANN)).isEqualTo(PHOTOS);
            assertThat(partitions(part)).isBetween(1, PARTITIONS - 1);
        });
        try (TopicView<ImageCaptioned> published = deployment.captions()) {
            published.awaitValues(Stream.of(ANN, BOB)
                    .flatMap(owner -> IntStream.range(0, PHOTOS).mapToObj(i -> owner + "-" + i))
                    .toList());
        }
    }

    @AfterAll
    static void stop() {
        anns.close();
        part.close();
        whole.close();
        network.close();
        deployment.close();
    }

    @Test
    void shouldAnswerATenantFromAnyInstanceAsADeploymentOfItsOwnDoes() throws Exception {
        for (String path : List.of(
                "/v1/images?k=7",
                "/v1/images?owner=bob",
                "/v1/images/ann-3",
                "/v1/images/bob-3",
                "/v1/images/ann-3/similar?k=15",
                "/v1/images/ann-3/duplicates?minScore=0",
                "/v1/images/bob-3/similar",
                "/v1/search?q=a%20dog%20on%20a%20beach&k=15")) {
            List<String> alone = pages(anns, path, ANN);
            assertThat(pages(whole, path, ANN)).as(path).isEqualTo(alone);
            assertThat(pages(part, path, ANN)).as(path).isEqualTo(alone);
            assertThat(pages(whole, path, NO_KEY)).as(path).isNotEqualTo(alone);
        }
        assertThat(photos(part, ANN)).isEqualTo(PHOTOS);
    }

    @Test
    void shouldTellEachTenantWhatHappensToItsOwnPhotosAlone() throws Exception {
        byte[] photo = PhotoFile.find(List.of(Distribution.fromSystemProperty().samples()))
                .get(0)
                .read();
        byte[] truncated = Arrays.copyOf(photo, photo.length / 2);
        try (Feed annsFeed = new Feed(part, ANN);
                Feed bobsFeed = new Feed(whole, BOB)) {
            assertThat(send(whole, "DELETE", "/v1/images/bob-1", new byte[0], ANN)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(send(part, "PUT", "/v1/images/bob-1", photo, ANN).statusCode())
                    .isEqualTo(404);
            for (String owner : List.of(BOB, ANN)) {
                accept(whole, "PUT", "/v1/images/" + owner + "-broken", truncated, owner);
                accept(whole, "DELETE", "/v1/images/" + owner + "-1", new byte[0], owner);
                accept(part, "PUT", "/v1/images/" + owner + "-new", photo, owner);
            }

            assertThat(bobsFeed.next(3))
                    .containsExactlyInAnyOrder("captioned bob-new", "deleted bob-1", "dead-letter bob-broken");
            assertThat(annsFeed.next(3))
                    .containsExactlyInAnyOrder("captioned ann-new", "deleted ann-1", "dead-letter ann-broken");
        }
        assertThat(send(part, "GET", "/v1/dead-letters", new byte[0], ANN).body())
                .contains("ann-broken")
                .doesNotContain(BOB);
        assertThat(send(part, "GET", "/v1/dead-letters", new byte[0], NO_KEY).body())
                .contains("ann-broken", "bob-broken");
    }

    @Test
    void shouldAnswerASearchByEventWithPhotosOfTheOwnerThatItNames() {
        try (SearchEvents searches = deployment.cluster().searches()) {
            searches.request(
                    "anns",
                    SearchRequested.newBuilder()
                            .setText("a dog")
                            .setK(100)
                            .setOwner(ANN)
                            .build());
            List<SearchEvents.Answer> answers = new ArrayList<>();
            Awaitility.await().atMost(PATIENCE).until(() -> {
                answers.addAll(searches.poll(Duration.ofMillis(200)));
                return !answers.isEmpty();
            });

            assertThat(answers.get(0).completed().getHits())
                    .hasSizeBetween(PHOTOS - 1, PHOTOS + 1)
                    .allSatisfy(hit -> assertThat(hit.getImageId()).startsWith(ANN));
        }
    }

    /** Both tenants have the same pictures: the other's would take every second place. */
    private static void store(Producer<String, SpecificRecord> producer, Topics topics, String owner) {
        Random random = new Random(7);
        String sha256 = "ab".repeat(32);
        for (int i = 0; i < PHOTOS; i++) {
            String id = owner + "-" + i;
            float[] vector = Vectors.gaussian(Network.EMBEDDING_SIZE, random);
            producer.send(new ProducerRecord<>(
                    topics.imageEmbedded(),
                    id,
                    new ImageEmbedded(AvroVector.of(vector), network.version(), sha256, owner, null)));
            producer.send(new ProducerRecord<>(
                    topics.imageCaptioned(),
                    id,
                    new ImageCaptioned(
                            List.of(new CaptionCandidate("caption of " + id, -1.0, 0.5)),
                            network.version(),
                            sha256,
                            owner,
                            null,
                            null,
                            null)));
        }
    }

    private static Topics createTopics(Map<String, String> settings) {
        Cluster cluster = new Cluster(FourfoldConfig.from(settings), Clock.systemUTC());
        try (Admin admin = cluster.admin()) {
            new TopicAdmin(admin).create(cluster.topics().specs(PARTITIONS, (short) 1));
        }
        cluster.createTopicsOf(network.version());
        return cluster.topics().ofModel(network.version());
    }

    private static Map<String, String> settings(String name, String roles) {
        Map<String, String> settings = deployment.settings(name);
        settings.put(Setting.ROLES.key(), roles);
        settings.put(Setting.ACCESS_ENABLED.key(), "true");
        return settings;
    }

    /** Lets everybody see everything. */
    private static Map<String, String> aloneSettings() {
        Map<String, String> settings = deployment.settings("alone");
        settings.put(Setting.ROLES.key(), "index");
        settings.put(Setting.TOPICS_PREFIX.key(), "alone");
        settings.put(Setting.APPLICATION_ID_PREFIX.key(), "alone");
        return settings;
    }

    private static String key(Visibility visibility) {
        return deployment
                .cluster()
                .keyRegister()
                .create(new KeyRegister.Wanted("key", EnumSet.allOf(Scope.class), visibility, Optional.empty()))
                .credential()
                .text();
    }

    private static int photos(FourfoldApplication instance, String caller) throws Exception {
        return json(send(instance, "GET", "/v1/status", new byte[0], caller).body())
                .path("photos")
                .asInt();
    }

    private static int partitions(FourfoldApplication instance) throws Exception {
        return json(send(instance, "GET", "/v1/status", new byte[0], NO_KEY).body())
                .at("/applications/0/partitions")
                .size();
    }

    /** The answer and those that follow it, without times. */
    private static List<String> pages(FourfoldApplication instance, String path, String caller) throws Exception {
        List<String> pages = new ArrayList<>();
        Optional<String> next = Optional.of(path);
        while (next.isPresent()) {
            HttpResponse<String> answer = send(instance, "GET", next.get(), new byte[0], caller);
            pages.add(answer.statusCode() + " " + answer.body().replaceAll("\"timings\":\\{[^}]*}", ""));
            next = Optional.ofNullable(json(answer.body()).get("nextCursor"))
                    .map(cursor -> path + "&cursor=" + cursor.asText());
        }
        return pages;
    }

    private static void accept(FourfoldApplication instance, String method, String path, byte[] body, String caller)
            throws Exception {
        assertThat(send(instance, method, path, body, caller).statusCode())
                .as("%s %s", method, path)
                .isEqualTo(202);
    }

    private static HttpResponse<String> send(
            FourfoldApplication instance, String method, String path, byte[] body, String caller)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(instance.httpAddress().resolve(path))
                .header("Authorization", "Bearer " + KEYS.get(caller))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    /** What a tenant is told from now on. */
    private static final class Feed implements AutoCloseable {

        private final BufferedReader lines;

        private Feed(FourfoldApplication instance, String caller) throws IOException, InterruptedException {
            HttpResponse<InputStream> response = CLIENT.send(
                    HttpRequest.newBuilder(instance.httpAddress().resolve("/v1/feed"))
                            .header("Authorization", "Bearer " + KEYS.get(caller))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /** Names of events and ids of the photos that they are about. */
        List<String> next(int events) throws IOException {
            List<String> told = new ArrayList<>();
            String name = "";
            while (told.size() < events) {
                String line = lines.readLine();
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    JsonNode data = json(line.substring("data: ".length()));
                    told.add(name + " "
                            + data.path("imageId").asText(data.path("key").asText()));
                }
            }
            return told;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
