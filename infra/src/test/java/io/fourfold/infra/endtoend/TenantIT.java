package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.SearchEvents;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.KafkaBackend;
import io.fourfold.infra.local.TopicAdmin;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.model.linear.Vectors;
import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.SearchCompleted;
import io.fourfold.schemas.SearchHit;
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

/**
 * Tenants of two instances that share an index. What ann and bob have does not change, and ann has the same in a deployment of her
 * own; cem and dora are those whom something happens to.
 */
@Timeout(240)
class TenantIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTITIONS = 3;
    private static final int PHOTOS = 40;
    private static final String ANN = "ann";
    private static final String BOB = "bob";
    private static final String CEM = "cem";
    private static final String DORA = "dora";
    private static final String SUMMER = "summer";
    private static final String EVERYBODY = "";
    private static final byte[] NOTHING = {};

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path directory;

    private static KafkaBackend kafka;
    private static Cluster cluster;
    private static Network network;
    private static FourfoldApplication whole;
    private static FourfoldApplication part;
    private static FourfoldApplication anns;
    private static final Map<String, String> KEYS = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        kafka = KafkaBackend.start(directory.resolve("broker"));
        network = ModelBundle.loadDefault();
        cluster = new Cluster(FourfoldConfig.from(settings("client")), Clock.systemUTC());
        Topics shared = createTopics(cluster);
        Topics alone = createTopics(new Cluster(FourfoldConfig.from(aloneSettings()), Clock.systemUTC()));
        try (Producer<String, SpecificRecord> producer = cluster.producer()) {
            store(producer, shared, ANN);
            store(producer, shared, BOB);
            store(producer, alone, ANN);
            producer.flush();
        }
        for (String owner : List.of(ANN, BOB, CEM, DORA)) {
            KEYS.put(owner, key(new Visibility(Set.of(owner), Set.of())));
        }
        KEYS.put(EVERYBODY, key(Visibility.EVERYTHING));
        whole = FourfoldApplication.start(FourfoldConfig.from(sharedSettings("whole", "images,index,search")), network);
        part = FourfoldApplication.start(FourfoldConfig.from(sharedSettings("part", "index")), network);
        anns = FourfoldApplication.start(FourfoldConfig.from(aloneSettings()), network);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(photos(whole, EVERYBODY)).isEqualTo(2 * PHOTOS);
            assertThat(photos(part, EVERYBODY)).isEqualTo(2 * PHOTOS);
            assertThat(photos(anns, ANN)).isEqualTo(PHOTOS);
            assertThat(partitions(part)).isBetween(1, PARTITIONS - 1);
        });
    }

    @AfterAll
    static void stop() {
        anns.close();
        part.close();
        whole.close();
        network.close();
        kafka.close();
    }

    @Test
    void shouldAnswerATenantFromAnyInstanceAsADeploymentOfItsOwnDoes() throws Exception {
        for (String path : List.of(
                "/v1/images?k=7",
                "/v1/images?owner=bob",
                "/v1/images?album=summer&k=7",
                "/v1/images/bob-3",
                "/v1/images/ann-3/similar?k=15",
                "/v1/images/ann-3/duplicates?minScore=0",
                "/v1/images/bob-3/similar",
                "/v1/search?q=a%20dog%20on%20a%20beach&k=15")) {
            List<String> alone = pages(anns, path, ANN);
            assertThat(pages(whole, path, ANN)).as(path).isEqualTo(alone);
            assertThat(pages(part, path, ANN)).as(path).isEqualTo(alone);
            assertThat(pages(whole, path, EVERYBODY)).as(path).isNotEqualTo(alone);
        }
        assertThat(photos(part, ANN)).isEqualTo(PHOTOS);
    }

    @Test
    void shouldTellEachTenantWhatHappensToItsOwnPhotosAlone() throws Exception {
        byte[] photo = PhotoFile.find(List.of(Distribution.fromSystemProperty().samples()))
                .get(0)
                .read();
        byte[] truncated = Arrays.copyOf(photo, photo.length / 2);
        try (Feed cems = new Feed(part, CEM);
                Feed doras = new Feed(whole, DORA)) {
            for (String owner : List.of(CEM, DORA)) {
                assertThat(change(whole, "PUT", owner + "-old", photo, owner)).isEqualTo(202);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> answer(part, "/v1/images/" + owner + "-old", owner)
                                        .statusCode()
                                == 200);
            }
            assertThat(change(whole, "DELETE", "dora-old", NOTHING, CEM)).isEqualTo(404);
            assertThat(change(part, "PUT", "dora-old", photo, CEM)).isEqualTo(404);
            for (String owner : List.of(CEM, DORA)) {
                assertThat(change(whole, "PUT", owner + "-broken", truncated, owner))
                        .isEqualTo(202);
                assertThat(change(whole, "DELETE", owner + "-old", NOTHING, owner))
                        .isEqualTo(202);
                assertThat(change(part, "PUT", owner + "-new", photo, owner)).isEqualTo(202);
            }

            assertThat(doras.next(4))
                    .containsExactlyInAnyOrder(
                            "captioned dora-old", "deleted dora-old", "captioned dora-new", "dead-letter dora-broken");
            assertThat(cems.next(4))
                    .containsExactlyInAnyOrder(
                            "captioned cem-old", "deleted cem-old", "captioned cem-new", "dead-letter cem-broken");
        }
        assertThat(answer(part, "/v1/dead-letters", CEM).body())
                .contains("cem-broken")
                .doesNotContain(DORA);
        assertThat(answer(part, "/v1/dead-letters", EVERYBODY).body()).contains("cem-broken", "dora-broken");
    }

    @Test
    void shouldAnswerASearchByEventWithinTheOwnerAndAlbumThatItNames() {
        try (SearchEvents searches = cluster.searches()) {
            searches.request("anns", search().setOwner(ANN).build());
            searches.request("summer", search().setAlbum(SUMMER).build());
            searches.request(
                    "anns-summer", search().setOwner(ANN).setAlbum(SUMMER).build());
            searches.request(
                    "nobodys", search().setOwner(ANN).setAlbum("winter").build());
            Map<String, SearchCompleted> answers = new HashMap<>();
            Awaitility.await().atMost(PATIENCE).until(() -> {
                searches.poll(Duration.ofMillis(200))
                        .forEach(answer -> answers.put(answer.queryId(), answer.completed()));
                return answers.size() == 4;
            });

            assertThat(answers.values()).allMatch(completed -> completed.getShardsAnswered() == PARTITIONS);
            assertThat(found(answers.get("anns")))
                    .containsExactlyInAnyOrderElementsOf(
                            ids(ANN, Optional.empty()).toList());
            assertThat(found(answers.get("summer")))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(ANN, BOB)
                            .flatMap(owner -> ids(owner, Optional.of(SUMMER)))
                            .toList());
            assertThat(found(answers.get("anns-summer")))
                    .containsExactlyInAnyOrderElementsOf(
                            ids(ANN, Optional.of(SUMMER)).toList());
            assertThat(found(answers.get("nobodys"))).isEmpty();
        }
    }

    private static SearchRequested.Builder search() {
        return SearchRequested.newBuilder().setText("a dog").setK(100).setRerank(false);
    }

    private static List<String> found(SearchCompleted completed) {
        return completed.getHits().stream().map(SearchHit::getImageId).toList();
    }

    /** Every second photo is in an album. */
    private static Optional<String> album(int photo) {
        return photo % 2 == 0 ? Optional.of(SUMMER) : Optional.empty();
    }

    /** @param album empty for all of the owner's photos */
    private static Stream<String> ids(String owner, Optional<String> album) {
        return IntStream.range(0, PHOTOS)
                .filter(photo -> album.isEmpty() || album(photo).equals(album))
                .mapToObj(photo -> owner + "-" + photo);
    }

    /** All have the same pictures: of the best ones, every second would be somebody else's. */
    private static void store(Producer<String, SpecificRecord> producer, Topics topics, String owner) {
        Random random = new Random(7);
        String sha256 = "ab".repeat(32);
        for (int i = 0; i < PHOTOS; i++) {
            String id = owner + "-" + i;
            String album = album(i).orElse(null);
            float[] vector = Vectors.gaussian(Network.EMBEDDING_SIZE, random);
            producer.send(new ProducerRecord<>(
                    topics.imageEmbedded(),
                    id,
                    new ImageEmbedded(AvroVector.of(vector), network.version(), sha256, owner, album)));
            producer.send(new ProducerRecord<>(
                    topics.imageCaptioned(),
                    id,
                    new ImageCaptioned(
                            List.of(new CaptionCandidate("caption of " + id, -1.0, 0.5)),
                            network.version(),
                            sha256,
                            owner,
                            album,
                            null,
                            null)));
        }
    }

    private static Topics createTopics(Cluster cluster) {
        try (Admin admin = cluster.admin()) {
            new TopicAdmin(admin).create(cluster.topics().specs(PARTITIONS, (short) 1));
        }
        cluster.createTopicsOf(network.version());
        return cluster.topics().ofModel(network.version());
    }

    private static Map<String, String> sharedSettings(String name, String roles) {
        Map<String, String> settings = settings(name);
        settings.put(Setting.ROLES.key(), roles);
        settings.put(Setting.ACCESS_ENABLED.key(), "true");
        return settings;
    }

    /** Lets everybody see everything. */
    private static Map<String, String> aloneSettings() {
        Map<String, String> settings = settings("alone");
        settings.put(Setting.ROLES.key(), "index");
        settings.put(Setting.TOPICS_PREFIX.key(), "alone");
        settings.put(Setting.APPLICATION_ID_PREFIX.key(), "alone");
        return settings;
    }

    private static Map<String, String> settings(String name) {
        Map<String, String> settings = new HashMap<>();
        settings.put(Setting.BOOTSTRAP_SERVERS.key(), kafka.bootstrapServers());
        settings.put(Setting.SCHEMA_REGISTRY_URL.key(), "mock://tenants");
        settings.put(Setting.STATE_DIR.key(), directory.resolve(name).toString());
        settings.put(Setting.HTTP_PORT.key(), "0");
        settings.put(Setting.HTTP_PEER_PORT.key(), "0");
        settings.put(Setting.HTTP_MANAGEMENT_PORT.key(), "0");
        return settings;
    }

    private static String key(Visibility visibility) {
        return cluster.keyRegister()
                .create(new KeyRegister.Wanted("key", EnumSet.allOf(Scope.class), visibility, Optional.empty()))
                .credential()
                .text();
    }

    private static int photos(FourfoldApplication instance, String caller) throws Exception {
        return json(answer(instance, "/v1/status", caller).body())
                .path("photos")
                .asInt();
    }

    private static int partitions(FourfoldApplication instance) throws Exception {
        return json(answer(instance, "/v1/status", EVERYBODY).body())
                .at("/applications/0/partitions")
                .size();
    }

    /** The answer and those that follow it, without times. */
    private static List<String> pages(FourfoldApplication instance, String path, String caller) throws Exception {
        List<String> pages = new ArrayList<>();
        Optional<String> next = Optional.of(path);
        while (next.isPresent()) {
            HttpResponse<String> answer = answer(instance, next.get(), caller);
            pages.add(answer.statusCode() + " " + answer.body().replaceAll("\"timings\":\\{[^}]*}", ""));
            next = Optional.ofNullable(json(answer.body()).get("nextCursor"))
                    .map(cursor -> path + "&cursor=" + cursor.asText());
        }
        return pages;
    }

    /** Made of all partitions, of which one may be on its way from instance to instance. */
    private static HttpResponse<String> answer(FourfoldApplication instance, String path, String caller) {
        return Awaitility.await(path)
                .atMost(PATIENCE)
                .until(
                        () -> send(instance, "GET", path, NOTHING, caller),
                        answer -> answer.statusCode() != 503
                                && json(answer.body()).at("/shards/complete").asBoolean(true));
    }

    /** The status of the answer; nothing happens while the partition that knows whose photo it is cannot be asked. */
    private static int change(FourfoldApplication instance, String method, String id, byte[] body, String caller) {
        return Awaitility.await(method + " " + id)
                .atMost(PATIENCE)
                .until(
                        () -> send(instance, method, "/v1/images/" + id, body, caller)
                                .statusCode(),
                        status -> status != 503);
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

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
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
