package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.infra.client.Gallery;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.serde.ConfluentAvroSerde;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.kafka.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients are told by two instances of which one is stopped, beside transactions that commit and that abort. */
class FeedIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PHOTOS_STORED = 60;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path directory;

    private static Deployment deployment;
    private static Network network;
    private static FourfoldApplication lasting;
    private static ConfluentAvroSerde<ImageCaptioned> serde;
    private static Producer<String, byte[]> producer;
    private static int told;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(directory);
        network = ModelBundle.loadDefault();
        try (Producer<String, SpecificRecord> photos = deployment.producer()) {
            new Gallery(network.version(), PHOTOS_STORED, 7).produce(photos, deployment.topicsOf(network));
        }
        serde = new ConfluentAvroSerde<>();
        Map<String, String> settings = settings("client");
        serde.configure(Map.of("schema.registry.url", settings.get(Setting.SCHEMA_REGISTRY_URL.key())), false);
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.get(Setting.BOOTSTRAP_SERVERS.key()));
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "platform");
        producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        producer.initTransactions();
        lasting = instance("lasting");
    }

    @AfterAll
    static void stop() {
        producer.close();
        lasting.close();
        serde.close();
        network.close();
        deployment.close();
    }

    @Test
    void shouldTellEachEventOnceAcrossARestartAndAnotherInstance() throws Exception {
        List<String> heard = new ArrayList<>();
        FourfoldApplication first = instance("first");
        String id;
        try (Client client = new Client(first, "")) {
            id = client.next().id();
            happen(30);
            for (int i = 0; i < 20; i++) {
                Event event = client.nextWithData();
                heard.add(event.subject());
                id = event.id();
            }
        } finally {
            first.close();
        }
        happen(200);
        FourfoldApplication again = instance("first");
        try (Client client = new Client(again, id)) {
            happen(10);
            for (int i = 0; i < 100; i++) {
                Event event = client.nextWithData();
                heard.add(event.subject());
                id = event.id();
            }
        } finally {
            again.close();
        }
        try (Client client = new Client(lasting, id)) {
            happen(10);
            while (heard.size() < told) {
                heard.add(client.nextWithData().subject());
            }
            happen(1);
            heard.add(client.nextWithData().subject());
        }

        assertThat(heard)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, told).mapToObj(i -> "photo " + i).toList());
    }

    @Test
    void shouldSayHowTheDeploymentIs() {
        Endpoint endpoint = new Endpoint(lasting.httpAddress());
        happen(1);

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode status = endpoint.get("/v1/status").json();
            assertThat(status.get("ready").asBoolean()).isTrue();
            assertThat(status.at("/photos").asInt()).isEqualTo(PHOTOS_STORED);
            assertThat(status.at("/shards/complete").asBoolean()).isTrue();
            assertThat(status.at("/deadLetters").asInt()).isPositive();
            assertThat(status.at("/waiting").asInt()).isZero();
            assertThat(status.at("/network/inService").asText()).isEqualTo(network.version());
            assertThat(status.at("/applications/0/partitions")).hasSize(3);
            assertThat(status.get("lag"))
                    .filteredOn(lag -> lag.get("role").asText().equals("index"))
                    .isNotEmpty()
                    .allSatisfy(lag -> assertThat(lag.get("records").asInt()).isLessThanOrEqualTo(3));
            assertThat(status.get("advice").findValuesAsText("about")).contains("dead-letters");
        });
    }

    /** Photos are captioned and deleted, records fail, and as many do but nobody is to know. */
    private static void happen(int count) {
        Topics topics = deployment.cluster().topics();
        for (boolean committed : List.of(false, true)) {
            producer.beginTransaction();
            for (int i = 0; i < count; i++) {
                send(topics, committed ? "photo " + (told + i) : "aborted", i);
            }
            if (committed) {
                producer.commitTransaction();
            } else {
                producer.flush();
                producer.abortTransaction();
            }
        }
        told += count;
    }

    private static void send(Topics topics, String subject, int i) {
        if (i % 10 == 0) {
            ProducerRecord<String, byte[]> letter =
                    new ProducerRecord<>(topics.imageDeadLetter(), subject, new byte[] {1});
            letter.headers().add("__streams.errors.message", "truncated".getBytes(StandardCharsets.UTF_8));
            producer.send(letter);
            return;
        }
        byte[] captions = i % 10 == 1 ? null : captioned(topics, subject);
        producer.send(new ProducerRecord<>(topics.imageCaptioned(), subject, captions));
    }

    private static byte[] captioned(Topics topics, String subject) {
        ImageCaptioned event = new ImageCaptioned(
                List.of(new CaptionCandidate("caption of " + subject, -3.5, 0.5)),
                network.version(),
                "ab".repeat(32),
                null,
                null,
                null,
                null);
        return serde.serializer().serialize(topics.imageCaptioned(), event);
    }

    private static FourfoldApplication instance(String name) {
        return FourfoldApplication.start(FourfoldConfig.from(settings(name)), network);
    }

    private static Map<String, String> settings(String name) {
        Map<String, String> settings = deployment.settings(name);
        settings.put(Setting.ROLES.key(), "index");
        return settings;
    }

    /** An event; fields that it does not have are empty. */
    private record Event(String id, String data) {

        String subject() throws IOException {
            JsonNode json = new ObjectMapper().readTree(data);
            return json.has("imageId")
                    ? json.get("imageId").asText()
                    : json.get("key").asText();
        }
    }

    /** Follows the feed as a browser does. */
    private static final class Client implements AutoCloseable {

        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        private Client(FourfoldApplication instance, String lastEventId) throws IOException, InterruptedException {
            URI feed = instance.httpAddress().resolve("/v1/feed");
            response = CLIENT.send(
                    HttpRequest.newBuilder(feed)
                            .header("Last-Event-ID", lastEventId)
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        Event next() throws IOException {
            Map<String, String> fields = new HashMap<>();
            for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
                String[] field = line.split(": ", 2);
                fields.put(field[0], field[1]);
            }
            assertThat(fields.get("event")).isNotEqualTo("gap");
            return new Event(fields.get("id"), fields.getOrDefault("data", ""));
        }

        Event nextWithData() throws IOException {
            Event event = next();
            return event.data().isEmpty() ? nextWithData() : event;
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }
}
