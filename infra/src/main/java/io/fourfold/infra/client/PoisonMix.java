package io.fourfold.infra.client;

import io.fourfold.model.files.Sha256;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.kafka.AvroSerdes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/** Good photos and poison between them, on every partition. */
public final class PoisonMix {

    static final int UNKNOWN_SCHEMA_ID = 1_000_000;

    private static final String GOOD = "-good-";
    private static final int GOOD_FOR_EACH_POISON = 9;

    /** So many good photos lie in the photo store, which is so seen to be there. */
    private static final int ONE_CLAIM_CHECK_IN = 3;

    private static final Duration FAR = Duration.ofDays(3650);

    private final FourfoldConfig config;
    private final PhotoStore store;
    private final byte[] photo;
    private final Serializer<ImageUploaded> serializer;

    /** An upload that is poison, by the id of its photo. */
    public record Poisoned(String id, Poison kind) {}

    /**
     * What was sent.
     *
     * @param good ids of the good photos
     * @param poison one for each {@value #GOOD_FOR_EACH_POISON} good ones
     */
    public record Sent(List<String> good, List<Poisoned> poison) {

        /** How many of them become dead letters for certain. */
        public int deadLetters() {
            return (int) poison.stream()
                    .filter(sent -> sent.kind().ending() == Poison.Ending.DEAD_LETTER)
                    .count();
        }
    }

    /**
     * @param config reaches a running broker and registry whose topics exist
     * @param store whose photos the applications may fetch
     */
    public PoisonMix(FourfoldConfig config, PhotoStore store) {
        this.config = config;
        this.store = store;
        this.photo = store.photo();
        this.serializer = new AvroSerdes(
                        config.serde().className(), config.serde().properties(), config.topics())
                .<ImageUploaded>forValues()
                .serializer();
    }

    /** Settings of an instance with which poison ends soon, and which may fetch the store's photos. */
    public static Map<String, String> settings(PhotoStore store) {
        return Map.of(
                Setting.CLAIM_CHECK_PREFIXES.key(), store.prefix().toString(),
                Setting.CLAIM_CHECK_NETWORKS.key(), "127.0.0.1",
                Setting.CLAIM_CHECK_TIMEOUT_MS.key(), "3000",
                Setting.RETRY_ATTEMPTS.key(), "3",
                Setting.RETRY_PAUSE_MS.key(), "100");
    }

    /**
     * Lets the topic take any timestamp, which brokers refuse that are more than an hour ahead (KIP-1030). One that is far
     * ahead closes a segment, and so what a newer upload replaces would be compacted before anybody has read it.
     */
    public void prepareTopic() throws ExecutionException, InterruptedException {
        Collection<AlterConfigOp> configs = Stream.of(
                        new ConfigEntry(
                                TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE)),
                        new ConfigEntry(
                                TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                                Long.toString(Duration.ofHours(1).toMillis())))
                .map(config -> new AlterConfigOp(config, AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = new Cluster(config, Clock.systemUTC()).admin()) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic()), configs))
                    .all()
                    .get();
        }
    }

    /**
     * Sends good photos, and in front of each {@value #GOOD_FOR_EACH_POISON} a poison, kind after kind and partition after
     * partition. Returns when the broker has all.
     *
     * @param name what all ids start with
     * @param kinds none sends the good photos alone
     */
    public Sent send(String name, int good, List<Poison> kinds) {
        List<Poisoned> poison = new ArrayList<>();
        List<String> ids =
                IntStream.range(0, good).mapToObj(i -> name + GOOD + i).toList();
        try (Producer<String, byte[]> producer = producer()) {
            int partitions = producer.partitionsFor(topic()).size();
            for (int i = 0; i < good; i++) {
                if (i % GOOD_FOR_EACH_POISON == 0 && !kinds.isEmpty()) {
                    int number = poison.size();
                    Poison kind = kinds.get(number % kinds.size());
                    int partition = (number + number / kinds.size()) % partitions;
                    String id = id(name + "-" + kind + "-" + number, kind, partition, partitions);
                    records(kind, id, partition).forEach(producer::send);
                    poison.add(new Poisoned(id, kind));
                }
                Object content = i % ONE_CLAIM_CHECK_IN == 0 ? claimCheck(PhotoStore.GOOD) : inline(photo);
                producer.send(new ProducerRecord<>(topic(), ids.get(i), value(content)));
            }
            poison.stream()
                    .filter(sent -> sent.kind() == Poison.MISPLACED_THEN_DELETED)
                    .forEach(sent -> producer.send(new ProducerRecord<>(topic(), sent.id(), null)));
            producer.flush();
        }
        return new Sent(ids, List.copyOf(poison));
    }

    /** Whether that is the id of a good photo of that name. */
    public static boolean isGood(String name, String id) {
        return id.startsWith(name + GOOD);
    }

    private List<ProducerRecord<String, byte[]>> records(Poison kind, String id, int partition) {
        return switch (kind) {
            case NEGATIVE_TIMESTAMP -> List.of(new WithoutTimestamp(topic(), partition, id, value(inline(photo))));
            case FAR_FUTURE_TIMESTAMP ->
                List.of(new ProducerRecord<>(
                        topic(), partition, Instant.now().plus(FAR).toEpochMilli(), id, value(inline(photo))));
            case BROKEN_AGAIN ->
                List.of(record(partition, id, value(inline(photo))), record(partition, id, value(inline(truncated()))));
            default -> List.of(record(partition, id, value(kind)));
        };
    }

    private byte[] value(Poison kind) {
        return switch (kind) {
            case TEXT_NAMED_JPG -> value(inline("dear diary".getBytes(StandardCharsets.UTF_8)));
            case TRUNCATED_JPEG -> value(inline(truncated()));
            case EMPTY_FILE -> value(inline(new byte[0]));
            case OVERSIZED_HEADER -> value(inline(pngHeader(30_000, 30_000)));
            case WEBP_BOMB -> value(inline(webpOfOneColour(16_383, 6_103)));
            case WRONG_DIGEST ->
                value(new ClaimCheck(store.uri(PhotoStore.GOOD).toString(), "0".repeat(64), (long) photo.length));
            case ALWAYS_503 -> value(claimCheck(PhotoStore.UNAVAILABLE));
            case NOT_FOUND -> value(claimCheck(PhotoStore.MISSING));
            case DRIPPING -> value(claimCheck(PhotoStore.DRIPPING));
            case PREFIX_NOT_ALLOWED -> value(claimCheck("../private.jpg"));
            case UNKNOWN_SCHEMA ->
                ByteBuffer.allocate(8).put((byte) 0).putInt(UNKNOWN_SCHEMA_ID).array();
            case NOT_AVRO -> "{\"photo\":\"none\"}".getBytes(StandardCharsets.UTF_8);
            case EMPTY_VALUE -> new byte[0];
            case EMPTY_KEY, MISPLACED_THEN_DELETED, NEGATIVE_TIMESTAMP, FAR_FUTURE_TIMESTAMP, BROKEN_AGAIN ->
                value(inline(photo));
        };
    }

    private byte[] value(Object content) {
        return serializer.serialize(topic(), new ImageUploaded(content, null, null, null, Instant.EPOCH));
    }

    private ProducerRecord<String, byte[]> record(int partition, String id, byte[] value) {
        return new ProducerRecord<>(topic(), partition, id, value);
    }

    private ClaimCheck claimCheck(String name) {
        return new ClaimCheck(store.uri(name).toString(), Sha256.hex(photo), (long) photo.length);
    }

    private static InlinePhoto inline(byte[] bytes) {
        return new InlinePhoto(ByteBuffer.wrap(bytes));
    }

    private byte[] truncated() {
        return Arrays.copyOf(photo, photo.length / 2);
    }

    /** An id that belongs into the partition, or with CRC32 does and otherwise does not. */
    private static String id(String name, Poison kind, int partition, int partitions) {
        return switch (kind) {
            case EMPTY_KEY -> "";
            case MISPLACED_THEN_DELETED ->
                firstOf(name, id -> crc32(id) % partitions == partition && murmur2(id) % partitions != partition);
            default -> firstOf(name, id -> murmur2(id) % partitions == partition);
        };
    }

    private static String firstOf(String name, Predicate<byte[]> wanted) {
        return Stream.iterate(0, n -> n + 1)
                .map(n -> name + "-" + n)
                .filter(id -> wanted.test(id.getBytes(StandardCharsets.UTF_8)))
                .findFirst()
                .orElseThrow();
    }

    private static long crc32(byte[] id) {
        CRC32 crc32 = new CRC32();
        crc32.update(id);
        return crc32.getValue();
    }

    private static int murmur2(byte[] id) {
        return Utils.toPositive(Utils.murmur2(id));
    }

    private Producer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        config.kafka().bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        20),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private String topic() {
        return config.topics().imageUploaded();
    }

    /** The start of a PNG file of that size, up to where its pixels would begin. */
    private static byte[] pngHeader(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0});
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'})
                .putInt(13)
                .put(header.array())
                .putInt((int) crc32(header.array()))
                .array();
    }

    /** A lossless WebP (RFC 9649, VP8L) whose five prefix codes have one symbol each, so that its pixels take no bits. */
    private static byte[] webpOfOneColour(int width, int height) {
        long size = (width - 1) | (long) (height - 1) << 14;
        long codes = 0b0001_0001_0001_0001_0001L;
        int paddedBytes = 72;
        return ByteBuffer.allocate(92)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(12 + paddedBytes)
                .put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
                .putInt(paddedBytes)
                .put((byte) 0x2F)
                .putLong(size | codes << 35)
                .array();
    }

    /** A record whose timestamp is -1, as clients can write it; Kafka's own producer takes only its subclass. */
    private static final class WithoutTimestamp extends ProducerRecord<String, byte[]> {

        WithoutTimestamp(String topic, int partition, String id, byte[] value) {
            super(topic, partition, id, value);
        }

        @Override
        public Long timestamp() {
            return -1L;
        }
    }
}
