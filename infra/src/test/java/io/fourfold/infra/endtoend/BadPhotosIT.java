package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.local.Distribution;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.model.files.Sha256;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.schemas.serde.ConfluentAvroSerde;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.text.SearchMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad upload becomes a dead letter with its reason, and the photo behind it in the same partition is described. */
class BadPhotosIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final String REASON = "__streams.errors.message";
    private static final String EXCEPTION = "__streams.errors.exception";
    private static final int UNKNOWN_SCHEMA_ID = 1_000_000;

    @TempDir
    private static Path directory;

    private static Deployment deployment;
    private static Cluster cluster;
    private static Network network;
    private static FourfoldApplication application;
    private static byte[] goodPhoto;

    /** What the instance emitted when nothing had happened yet. */
    private static String healthy;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        deployment = Deployment.start(directory);
        cluster = deployment.cluster();
        network = ModelBundle.loadDefault();
        application = FourfoldApplication.start(FourfoldConfig.from(deployment.settings("state")), network);
        application.awaitReady(TIMEOUT);
        goodPhoto = Files.readAllBytes(sample());
        healthy = metrics();
    }

    @AfterAll
    static void stop() {
        application.close();
        network.close();
        deployment.close();
    }

    static Stream<Arguments> badUploads() throws IOException {
        byte[] photo = Files.readAllBytes(sample());
        return Stream.of(
                Arguments.of(
                        "a text file named .jpg", inline("dear diary".getBytes(StandardCharsets.UTF_8)), "JPEG, PNG"),
                Arguments.of("a truncated JPEG", inline(Arrays.copyOf(photo, photo.length / 2)), "truncated"),
                Arguments.of("an empty file", inline(new byte[0]), "empty"),
                Arguments.of("a header of 30,000 x 30,000", inline(pngHeader(30_000, 30_000)), "30000"),
                Arguments.of("a wrong digest", claim("0".repeat(64)), "SHA-256"),
                Arguments.of("an owner that fits no result", ownedBy("x".repeat(1_047_500)), "bytes together"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badUploads")
    void shouldDeadLetterABadPhotoAndDescribeTheNextOne(String name, ImageUploaded upload, String reason) {
        byte[] value = serialized(upload);

        assertDeadLetter(name, value, reason);
    }

    @Test
    void shouldDeadLetterAnUnknownSchemaIdAndDescribeTheNextPhoto() {
        byte[] value =
                ByteBuffer.allocate(8).put((byte) 0).putInt(UNKNOWN_SCHEMA_ID).array();

        assertDeadLetter("an unknown schema id", value, Integer.toString(UNKNOWN_SCHEMA_ID));
    }

    /** Brokers look at the size of what they are sent, which is small. */
    @Test
    void shouldDeadLetterWhatIsTooLargeOnceItIsUncompressedAndDescribeTheNextPhoto() {
        Map<String, Object> compressing = Map.of(
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip", ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4_000_000);
        try (KafkaProducer<String, byte[]> producer = producer(compressing)) {
            producer.send(upload("zeros", new byte[3_000_000]));
            producer.send(upload("black", serialized(inline(new byte[3_000_000]))));
            producer.send(upload("after-large", serialized(inline(goodPhoto))));
        }

        try (TopicView<byte[]> deadLetters = deployment.deadLetters();
                TopicView<ImageCaptioned> captions = deployment.captions()) {
            deadLetters.await("zeros", entry -> true);
            assertThat(deadLetters.await("black", entry -> true).headers().get(REASON))
                    .contains("claim check");
            captions.awaitValues(List.of("after-large"));
        }
    }

    @Test
    void shouldPassOnADeleteWithNoPhotoBehindItAndDescribeTheNextPhoto() {
        produce("never-uploaded", null);
        produce("after-delete", serialized(inline(goodPhoto)));

        try (TopicView<ImageCaptioned> captions = deployment.captions()) {
            assertThat(captions.await("never-uploaded", entry -> true).value()).isEmpty();
            captions.awaitValues(List.of("after-delete"));
        }
    }

    @Test
    void shouldDescribeAPhotoWithoutATimestampAndDeadLetterABadOne() {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(new Untimed("untimed-bad", "no Avro".getBytes(StandardCharsets.UTF_8)));
            producer.send(new Untimed("untimed", serialized(inline(goodPhoto))));
        }

        try (TopicView<byte[]> deadLetters = deployment.deadLetters();
                TopicView<ImageCaptioned> captions = deployment.captions()) {
            deadLetters.await("untimed-bad", entry -> true);
            captions.awaitValues(List.of("untimed"));
        }
    }

    /** As librdkafka's own partitioner would, which chooses by CRC32. */
    @Test
    void shouldDeleteAPhotoThatWasSentToAnotherPartition() {
        String topic = cluster.topics().imageUploaded();
        String imageId = "misplaced";
        try (KafkaProducer<String, byte[]> producer = producer();
                TopicView<ImageCaptioned> captions = deployment.captions()) {
            int count = producer.partitionsFor(topic).size();
            int right = BuiltInPartitioner.partitionForKey(imageId.getBytes(StandardCharsets.UTF_8), count);
            int wrong = (right + 1) % count;
            producer.send(new ProducerRecord<>(topic, wrong, imageId, serialized(inline(goodPhoto))));
            captions.awaitValues(List.of(imageId));

            producer.send(new ProducerRecord<>(topic, imageId, null));

            captions.await(imageId, entry -> entry.value().isEmpty());
            assertThat(lastOf(imageId, topic, wrong)).as("left for compaction").isNull();
            assertThat(lastOf(imageId, topic, right)).as("left for compaction").isNull();
        }
    }

    /**
     * Those of Kafka Streams are there some seconds after the start. What is counted only when it happens, and does not happen
     * here, is counted by hand.
     */
    @Test
    void shouldEmitWhatAlertsAndDashboardAskFor() throws IOException, InterruptedException {
        assertDeadLetter("counted", serialized(inline(new byte[0])), "empty");
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new SearchMetrics(registry).answered("complete", Duration.ZERO);

        List<UsedMetric> used = UsedMetric.all();
        assertThat(used).hasSizeGreaterThan(30);
        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> {
            Map<String, Set<String>> emitted = UsedMetric.labelsIn(metrics() + registry.scrape());
            assertThat(used).allMatch(metric -> metric.isIn(emitted));
        });
        Set<String> documented = UsedMetric.documented();
        assertThat(UsedMetric.labelsIn(metrics()).keySet())
                .filteredOn(name -> name.startsWith("fourfold_"))
                .allMatch(name -> documented.stream().anyMatch(name::startsWith));
    }

    @Test
    void shouldFireTheAlertsForWhatProducersDo() throws IOException, InterruptedException {
        assertThat(AlertRules.firing(healthy, healthy).orElse(Set.of())).isEmpty();
        List<String> bad = IntStream.range(0, 12).mapToObj(i -> "alarming " + i).toList();
        bad.forEach(id -> produce(id, serialized(inline(new byte[0]))));
        try (KafkaProducer<String, byte[]> producer = producer();
                TopicView<byte[]> deadLetters = deployment.deadLetters();
                TopicView<ImageCaptioned> captions = deployment.captions()) {
            producer.send(new Untimed("alarming untimed", serialized(inline(goodPhoto))));
            int count = producer.partitionsFor(cluster.topics().imageUploaded()).size();
            String misplaced = IntStream.range(0, 100)
                    .mapToObj(i -> "alarming misplaced " + i)
                    .filter(id -> BuiltInPartitioner.partitionForKey(id.getBytes(StandardCharsets.UTF_8), count) != 0)
                    .findFirst()
                    .orElseThrow();
            producer.send(upload(misplaced, serialized(inline(goodPhoto))));
            bad.forEach(id -> deadLetters.await(id, entry -> true));
            captions.awaitValues(List.of("alarming untimed", misplaced));
        }

        Optional<Set<String>> firing = AlertRules.firing(healthy, metrics());

        firing.ifPresent(alerts -> assertThat(alerts)
                .contains("FourfoldDeadLetters", "FourfoldTimestampsRepaired", "FourfoldUploadsMisplaced"));
    }

    private static String metrics() throws IOException, InterruptedException {
        return AlertRules.scraped(application.managementAddress());
    }

    /** The value that compaction leaves of an id. */
    private static byte[] lastOf(String imageId, String topic, int partition) {
        TopicPartition source = new TopicPartition(topic, partition);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = cluster.consumer()) {
            consumer.assign(List.of(source));
            consumer.seekToBeginning(List.of(source));
            long end = consumer.endOffsets(List.of(source)).get(source);
            while (consumer.position(source) < end) {
                consumer.poll(Duration.ofMillis(100)).records(source).stream()
                        .filter(entry -> imageId.equals(entry.key()))
                        .forEach(records::add);
            }
        }
        assertThat(records).isNotEmpty();
        return records.get(records.size() - 1).value();
    }

    /** An upload as clients can write it that leave the timestamp out, in partition 0. */
    private static final class Untimed extends ProducerRecord<String, byte[]> {

        Untimed(String imageId, byte[] value) {
            super(cluster.topics().imageUploaded(), 0, imageId, value);
        }

        @Override
        public Long timestamp() {
            return ConsumerRecord.NO_TIMESTAMP;
        }
    }

    private static void assertDeadLetter(String imageId, byte[] value, String reason) {
        produce(imageId, value);
        produce("after " + imageId, serialized(inline(goodPhoto)));

        try (TopicView<byte[]> deadLetters = deployment.deadLetters();
                TopicView<ImageCaptioned> captions = deployment.captions()) {
            TopicView.Entry<byte[]> deadLetter = deadLetters.await(imageId, entry -> true);
            assertThat(deadLetter.value()).hasValue(value);
            assertThat(deadLetter.headers().get(REASON)).contains(reason);
            assertThat(deadLetter.headers().get(EXCEPTION)).endsWith("Exception");
            captions.awaitValues(List.of("after " + imageId));
        }
    }

    /** All into one partition, so that what is bad stands before what is good. */
    private static void produce(String imageId, byte[] value) {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(upload(imageId, value));
        }
    }

    private static ProducerRecord<String, byte[]> upload(String imageId, byte[] value) {
        return new ProducerRecord<>(cluster.topics().imageUploaded(), 0, imageId, value);
    }

    private static KafkaProducer<String, byte[]> producer() {
        return producer(Map.of());
    }

    private static KafkaProducer<String, byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> config = new HashMap<>(settings);
        config.put(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                deployment.settings("client").get(Setting.BOOTSTRAP_SERVERS.key()));
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    private static byte[] serialized(ImageUploaded upload) {
        try (ConfluentAvroSerde<ImageUploaded> serde = new ConfluentAvroSerde<>()) {
            serde.configure(
                    Map.of("schema.registry.url", deployment.settings("client").get(Setting.SCHEMA_REGISTRY_URL.key())),
                    false);
            return serde.serializer().serialize(cluster.topics().imageUploaded(), upload);
        }
    }

    private static ImageUploaded inline(byte[] bytes) {
        return new ImageUploaded(new InlinePhoto(ByteBuffer.wrap(bytes)), null, null, null, Instant.EPOCH);
    }

    private static ImageUploaded claim(String sha256) throws IOException {
        Path file = Files.copy(sample(), directory.resolve("claimed.jpg"));
        ClaimCheck claim = new ClaimCheck(file.toUri().toString(), sha256, Files.size(file));
        return new ImageUploaded(claim, null, null, null, Instant.EPOCH);
    }

    private static ImageUploaded ownedBy(String owner) throws IOException {
        ClaimCheck sample = new ClaimCheck(sample().toUri().toString(), Sha256.hex(sample()), Files.size(sample()));
        return new ImageUploaded(sample, owner, null, null, Instant.EPOCH);
    }

    /** The start of a PNG file of that size, up to where its pixels would begin. */
    private static byte[] pngHeader(int width, int height) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0});
        CRC32 checksum = new CRC32();
        checksum.update(header.array());
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(png);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        out.writeInt(13);
        out.write(header.array());
        out.writeInt((int) checksum.getValue());
        return png.toByteArray();
    }

    private static Path sample() {
        return Distribution.fromSystemProperty().samples().resolve("statue.jpg");
    }
}
