package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.KafkaBackend;
import io.fourfold.infra.local.TopicAdmin;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.model.files.Sha256;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos that cannot be had now wait apart, on one thread that has every partition. */
class RetryIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int PARTITIONS = 4;

    @TempDir
    private static Path directory;

    private static final AtomicBoolean STORE_IS_DOWN = new AtomicBoolean(true);
    private static HttpServer store;
    private static KafkaBackend kafka;
    private static Cluster cluster;
    private static Network network;
    private static FourfoldApplication application;
    private static byte[] photo;

    @BeforeAll
    static void start() throws Exception {
        photo = Files.readAllBytes(Distribution.fromSystemProperty().samples().resolve("statue.jpg"));
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            exchange.sendResponseHeaders(STORE_IS_DOWN.get() ? 503 : 200, STORE_IS_DOWN.get() ? -1 : photo.length);
            if (!STORE_IS_DOWN.get()) {
                exchange.getResponseBody().write(photo);
            }
            exchange.close();
        });
        store.start();
        kafka = KafkaBackend.start(directory.resolve("broker"));
        FourfoldConfig config = FourfoldConfig.from(Map.of(
                Setting.BOOTSTRAP_SERVERS.key(), kafka.bootstrapServers(),
                Setting.SCHEMA_REGISTRY_URL.key(), "mock://retry",
                Setting.STATE_DIR.key(), directory.resolve("state").toString(),
                Setting.HTTP_PORT.key(), "0",
                Setting.HTTP_PEER_PORT.key(), "0",
                Setting.HTTP_MANAGEMENT_PORT.key(), "0",
                Setting.ROLES.key(), "images",
                Setting.IMAGE_THREADS.key(), "1",
                Setting.CLAIM_CHECK_PREFIXES.key(), storeUri(),
                Setting.CLAIM_CHECK_NETWORKS.key(), "127.0.0.1"));
        cluster = new Cluster(config, Clock.systemUTC());
        try (Admin admin = cluster.admin()) {
            new TopicAdmin(admin).create(cluster.topics().specs(PARTITIONS, (short) 1));
        }
        network = ModelBundle.loadDefault();
        application = FourfoldApplication.start(config, network);
        application.awaitReady(TIMEOUT);
    }

    @AfterAll
    static void stop() throws Exception {
        application.close();
        network.close();
        kafka.close();
        store.stop(0);
    }

    @Test
    void shouldDescribePhotosBehindOneThatCannotBeFetched() {
        upload("waiting", claimCheck("waiting.jpg"));
        List<String> good = IntStream.range(0, 40).mapToObj(i -> "good-" + i).toList();
        good.forEach(id -> upload(id, new InlinePhoto(ByteBuffer.wrap(photo))));

        try (TopicView<byte[]> captions = captions()) {
            assertThat(captions.awaitValues(good)).hasSize(40);
        }
    }

    @Test
    void shouldMakeUpForAnOutageOfTheWholeStore() throws IOException, InterruptedException {
        List<String> photos =
                IntStream.range(0, 60).mapToObj(i -> "outage-" + i).toList();
        photos.forEach(id -> upload(id, claimCheck(id + ".jpg")));
        try (TopicView<byte[]> retries = retries()) {
            assertThat(retries.await(photos.get(0), entry -> true).headers())
                    .containsKeys("fourfold.retry.not-before", "fourfold.retry.history");
        }
        assertThat(metrics()).containsPattern("fourfold_photos_waiting_oldest_seconds\\{[^}]*} [1-9.]");
        Awaitility.await()
                .atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(metrics()).containsPattern("fourfold_photo_stores_away\\{[^}]*} 1[.]0"));
        AlertRules.firing(metrics(), metrics())
                .ifPresent(alerts -> assertThat(alerts).containsExactly("FourfoldPhotoStoreAway"));

        STORE_IS_DOWN.set(false);

        try (TopicView<byte[]> captions = captions();
                TopicView<byte[]> retries = retries()) {
            assertThat(captions.awaitValues(photos)).hasSize(60);
            retries.await(photos.get(0), entry -> entry.value().isEmpty());
        } finally {
            STORE_IS_DOWN.set(true);
        }
    }

    private static String metrics() throws IOException, InterruptedException {
        return AlertRules.scraped(application.managementAddress());
    }

    private static TopicView<byte[]> captions() {
        return new TopicView<>(cluster.consumer(), cluster.topics().imageCaptioned(), new ByteArrayDeserializer());
    }

    private static TopicView<byte[]> retries() {
        return new TopicView<>(cluster.consumer(), cluster.topics().imageRetry(), new ByteArrayDeserializer());
    }

    private static void upload(String id, Object content) {
        try (Producer<String, SpecificRecord> producer = cluster.producer()) {
            producer.send(new ProducerRecord<>(
                    cluster.topics().imageUploaded(), id, new ImageUploaded(content, null, null, null, Instant.EPOCH)));
        }
    }

    private static ClaimCheck claimCheck(String name) {
        return new ClaimCheck(storeUri() + name, Sha256.hex(photo), (long) photo.length);
    }

    private static String storeUri() {
        return "http://127.0.0.1:" + store.getAddress().getPort() + "/";
    }
}
