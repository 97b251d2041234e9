package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fourfold.infra.client.Gallery;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.schemas.ImageThumbnailed;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.kafka.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** What is left on disk of a thousand photos once they have been deleted and everything has been compacted, and what an
 * instance still knows of them that was away meanwhile. */
class TracelessDeleteIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(4);
    private static final int PHOTOS = 1_000;

    /** What the ids of all photos start with, and nothing else. */
    private static final Pattern TRACE = Pattern.compile("photo-\\d");

    private static final int PARTITIONS = 3;

    @TempDir
    private Path directory;

    private Deployment deployment;
    private Network network;

    @BeforeEach
    void start() {
        deployment = Deployment.start(directory);
        network = ModelBundle.loadDefault();
    }

    @AfterEach
    void stop() {
        network.close();
        deployment.close();
    }

    @Test
    void shouldLeaveNoTraceOfDeletedPhotos() throws Exception {
        Path logs = directory.resolve("broker").resolve("logs");
        assumeTrue(Files.isDirectory(logs), "the broker's files are in a container");
        Topics topics = deployment.topicsOf(network);
        Gallery gallery = new Gallery(network.version(), PHOTOS, 3);
        Map<String, String> settings = deployment.settings("state");
        settings.put(Setting.ROLES.key(), "index");
        try (Producer<String, SpecificRecord> producer = deployment.producer();
                FourfoldApplication index = FourfoldApplication.start(FourfoldConfig.from(settings), network)) {
            gallery.produce(producer, topics);
            gallery.ids().forEach(id -> producer.send(new ProducerRecord<>(topics.imageUploaded(), id, uploaded())));
            gallery.ids().forEach(id -> producer.send(new ProducerRecord<>(topics.imageThumbnailed(), id, shown())));
            producer.flush();
            awaitIndexed(index, PHOTOS);
        }
        Path state = directory.resolve("state");
        Path away = directory.resolve("away");
        copy(state, away);
        try (Producer<String, SpecificRecord> producer = deployment.producer();
                FourfoldApplication index = FourfoldApplication.start(FourfoldConfig.from(settings), network)) {
            for (String topic : ofPhotos(topics)) {
                gallery.ids().forEach(id -> producer.send(new ProducerRecord<>(topic, id, null)));
            }
            producer.flush();
            awaitIndexed(index, 0);
            Endpoint endpoint = new Endpoint(index.httpAddress());
            Awaitility.await()
                    .atMost(TIMEOUT)
                    .until(() -> known(endpoint, gallery.ids()).isEmpty());
        }
        assertThat(deployment.internalDifferences(topics.imageCaptioned())).isEmpty();
        assertThat(traces(state)).isNotEmpty();
        assertThat(traces(logs)).isNotEmpty();

        for (Path store : stores(state)) {
            compact(store);
        }
        assertThat(traces(state)).isEmpty();

        compactSoon();
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                deployment.settings("client").get(Setting.BOOTSTRAP_SERVERS.key()));
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            List<String> compacted = compacted();
            Awaitility.await()
                    .atMost(TIMEOUT)
                    .pollInterval(Duration.ofSeconds(1))
                    // Files come and go while they are read.
                    .ignoreExceptions()
                    .untilAsserted(() -> {
                        List<Path> traces = traces(logs);
                        if (!traces.isEmpty()) {
                            // Each closes the segment before it, which the broker then may compact.
                            produceToEveryPartition(producer, compacted);
                        }
                        assertThat(traces).isEmpty();
                    });
        }

        // No topic says any more that they were deleted.
        assertThat(traces(away)).isNotEmpty();
        settings.put(Setting.STATE_DIR.key(), away.toString());
        try (FourfoldApplication index = FourfoldApplication.start(FourfoldConfig.from(settings), network)) {
            index.awaitReady(TIMEOUT);
            Endpoint endpoint = new Endpoint(index.httpAddress());
            Awaitility.await().atMost(TIMEOUT).until(() -> {
                List<String> known = known(endpoint, gallery.ids());
                // Its stores are restored from nothing; until then it may say that it cannot answer.
                assertThat(known).allMatch(answer -> answer.endsWith(" 503"));
                return known.isEmpty();
            });
        }
    }

    private static List<String> ofPhotos(Topics topics) {
        return List.of(
                topics.imageUploaded(), topics.imageEmbedded(), topics.imageCaptioned(), topics.imageThumbnailed());
    }

    private static ImageUploaded uploaded() {
        return new ImageUploaded(new InlinePhoto(ByteBuffer.wrap(new byte[100])), null, null, null, Instant.EPOCH);
    }

    private static ImageThumbnailed shown() {
        return new ImageThumbnailed(ByteBuffer.wrap(new byte[100]), 320, 200, "ab".repeat(32));
    }

    private static void awaitIndexed(FourfoldApplication index, int photos) {
        URI metrics = index.managementAddress().resolve("/metrics");
        HttpClient client = HttpClient.newHttpClient();
        Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                        .body()
                        .contains("\nfourfold_photos_indexed " + photos + ".0\n"));
    }

    /** The status of each answer that is not 404. */
    private static List<String> known(Endpoint endpoint, List<String> ids) throws Exception {
        List<String> known = new ArrayList<>();
        for (String id : ids) {
            for (String path : List.of("/v1/images/" + id, "/v1/images/" + id + "/thumbnail")) {
                int status = endpoint.get(path).status();
                if (status != 404) {
                    known.add(path + " " + status);
                }
            }
        }
        return known;
    }

    /** Files in which an id can be read. */
    private static List<Path> traces(Path root) throws IOException {
        List<Path> traces = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
                if (TRACE.matcher(bytes).find()) {
                    traces.add(path);
                }
            }
        }
        return traces;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    private static List<Path> stores(Path state) throws IOException {
        try (Stream<Path> paths = Files.walk(state)) {
            return paths.filter(path -> path.endsWith("CURRENT"))
                    .map(Path::getParent)
                    .toList();
        }
    }

    /** What RocksDB does by itself within a day; opening it a second time is the next change of its files. */
    private static void compact(Path store) throws RocksDBException {
        for (int time = 0; time < 2; time++) {
            List<ColumnFamilyHandle> families = new ArrayList<>();
            try (Options options = new Options();
                    DBOptions dbOptions = new DBOptions();
                    CompactRangeOptions everything =
                            new CompactRangeOptions().setBottommostLevelCompaction(BottommostLevelCompaction.kForce)) {
                List<ColumnFamilyDescriptor> descriptors =
                        RocksDB.listColumnFamilies(options, store.toString()).stream()
                                .map(ColumnFamilyDescriptor::new)
                                .toList();
                try (RocksDB database = RocksDB.open(dbOptions, store.toString(), descriptors, families)) {
                    for (ColumnFamilyHandle family : families) {
                        database.compactRange(family, null, null, everything);
                        family.close();
                    }
                }
            }
        }
    }

    /** Makes the broker do within seconds what the topics' own settings make it do within days. */
    private void compactSoon() throws Exception {
        try (Admin admin = deployment.cluster().admin()) {
            Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
            changes.put(
                    new ConfigResource(ConfigResource.Type.BROKER, ""), List.of(set("log.cleaner.backoff.ms", "200")));
            for (String topic : compacted()) {
                changes.put(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(
                                set("max.compaction.lag.ms", "100"),
                                set("min.cleanable.dirty.ratio", "0"),
                                set("delete.retention.ms", "0"),
                                set("file.delete.delay.ms", "0")));
            }
            admin.incrementalAlterConfigs(changes).all().get();
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private List<String> compacted() throws Exception {
        List<String> topics = new ArrayList<>(ofPhotos(deployment.topicsOf(network)));
        try (Admin admin = deployment.cluster().admin()) {
            admin.listTopics().names().get().stream()
                    .filter(name -> name.endsWith("-changelog"))
                    .forEach(topics::add);
        }
        return topics;
    }

    private static void produceToEveryPartition(Producer<String, byte[]> producer, List<String> topics) {
        for (String topic : topics) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                producer.send(new ProducerRecord<>(topic, partition, "another", null));
            }
        }
        producer.flush();
    }
}
