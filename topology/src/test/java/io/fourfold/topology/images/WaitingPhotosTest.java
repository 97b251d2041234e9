package io.fourfold.topology.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fourfold.model.Network;
import io.fourfold.model.decoder.Caption;
import io.fourfold.model.image.DecodedPhoto;
import io.fourfold.model.inversion.TextSearch;
import io.fourfold.model.words.LearnedWord;
import io.fourfold.model.words.WordVectors;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.schemas.serde.RegistryUnavailableException;
import io.fourfold.schemas.serde.UnknownSchemaException;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.photo.LoadedPhoto;
import io.fourfold.topology.photo.StoreOutages;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.tracing.Tracing;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingPhotosTest {

    private static final byte[] PHOTO = TestNetwork.photo("a dog on a beach");
    private static final byte[] NEWER_PHOTO = TestNetwork.photo("a cat on a sofa");
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    /** Thrown instead of decoding a photo; null: it is decoded. */
    private final AtomicReference<Error> error = new AtomicReference<>();

    /** Status with which the registry answers. */
    private final AtomicInteger registryAnswers = new AtomicInteger();

    /** Photos that were decoded, or could not be. */
    private final AtomicInteger decoded = new AtomicInteger();

    /** Paths that the store of photos hands out; 503 for all others. */
    private final Set<String> available = ConcurrentHashMap.newKeySet();

    private final List<String> asked = new ArrayList<>();
    private final StoreOutages outages = new StoreOutages(Duration.ofSeconds(2));
    private HttpServer store;
    private TestDriver driver;
    private TestInputTopic<String, ImageUploaded> uploaded;
    private TestOutputTopic<String, ImageCaptioned> captioned;
    private TestOutputTopic<String, byte[]> retries;

    @BeforeEach
    void setUp() throws IOException {
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            boolean there = available.contains(path);
            exchange.sendResponseHeaders(there ? 200 : 503, there ? PHOTO.length : -1);
            if (there) {
                exchange.getResponseBody().write(PHOTO);
            }
            exchange.close();
        });
        store.start();
        driver = new TestDriver("waiting-photos", directory, this::topology);
        uploaded = driver.input(TestDriver.TOPICS.imageUploaded());
        captioned = driver.output(TestDriver.TOPICS.imageCaptioned());
        retries = driver.driver()
                .createOutputTopic(
                        TestDriver.TOPICS.imageRetry(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void tearDown() {
        driver.close();
        store.stop(0);
    }

    @Test
    void shouldDescribePhotosBehindOneThatCannotBeFetched() {
        uploaded.pipeInput("waiting", claimCheck("/waiting.jpg"));
        uploaded.pipeInput("good", inline(PHOTO));

        assertThat(captioned.readKeyValuesToList()).extracting(pair -> pair.key).containsExactly("good");
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void shouldShowOnTheRetryTopicWhatWaitsAndWhy() {
        Headers headers = new RecordHeaders().add("trace", "42".getBytes(StandardCharsets.UTF_8));
        ImageUploaded upload = claimCheck("/waiting.jpg");

        uploaded.pipeInput(new TestRecord<>("waiting", upload, headers, 1_000L));

        TestRecord<String, byte[]> waiting = retries.readRecord();
        assertThat(waiting.key()).isEqualTo("waiting");
        assertThat(waiting.value()).isEqualTo(serialized(upload));
        assertThat(waiting.timestamp()).isEqualTo(1_000);
        assertThat(text(waiting, "trace")).isEqualTo("42");
        assertThat(text(waiting, "fourfold.retry.attempts")).isEqualTo("1");
        assertThat(text(waiting, "fourfold.retry.history")).contains("answered 503");
        assertThat(Long.parseLong(text(waiting, "fourfold.retry.not-before")))
                .isEqualTo(Long.parseLong(text(waiting, "fourfold.retry.last-failure")) + 1_000);
    }

    @Test
    void shouldDescribeAPhotoOnceItCanBeFetched() {
        uploaded.pipeInput("waiting", claimCheck("/waiting.jpg"));
        available.add("/waiting.jpg");
        driver.driver().advanceWallClockTime(Duration.ofMillis(500));
        assertThat(captioned.isEmpty()).isTrue();

        driver.driver().advanceWallClockTime(Duration.ofMillis(700));

        assertThat(captioned.readRecord().value().getSourceSha256())
                .isEqualTo(LoadedPhoto.of(PHOTO).sha256());
        assertThat(retries.readRecordsToList())
                .last()
                .satisfies(last -> assertThat(last.value()).isNull());
        assertThat(asked).hasSize(2);
    }

    @Test
    void shouldDeadLetterWithItsHistoryWhatHasBeenTriedOften() {
        ImageUploaded upload = claimCheck("/never.jpg");

        uploaded.pipeInput("waiting", upload);
        waitFor(A_MINUTE);

        TestRecord<byte[], byte[]> letter = driver.deadLetters().get(0);
        assertThat(letter.key()).isEqualTo("waiting".getBytes(StandardCharsets.UTF_8));
        assertThat(letter.value()).isEqualTo(serialized(upload));
        assertThat(text(letter, "__streams.errors.exception")).endsWith("PhotoUnavailableException");
        assertThat(text(letter, "__streams.errors.topic")).isEqualTo(TestDriver.TOPICS.imageUploaded());
        assertThat(text(letter, "__streams.errors.offset")).isEqualTo("0");
        assertThat(text(letter, "fourfold.retry.attempts")).isEqualTo("3");
        assertThat(text(letter, "fourfold.retry.history").lines()).hasSize(3);
        assertThat(asked).hasSize(3);
        assertThat(retries.readRecordsToList())
                .last()
                .satisfies(last -> assertThat(last.value()).isNull());
        assertThat(driver.counter("fourfold.dead.letters", "application", "test"))
                .isEqualTo(1);
        assertThat(driver.counter("fourfold.photos", "outcome", "waits")).isEqualTo(2);
        assertThat(driver.counter("fourfold.photos", "outcome", "dead-letter")).isEqualTo(1);
        assertThat(driver.timed("fourfold.photos.stages", "stage", "fetch")).isEqualTo(3);
    }

    @Test
    void shouldSayHowManyPhotosWaitAndForHowLong() {
        uploaded.pipeInput("waiting", claimCheck("/photo.jpg"));
        waitFor(Duration.ofSeconds(2));

        assertThat(driver.gauge("fourfold.photos.waiting")).isEqualTo(1);
        assertThat(driver.gauge("fourfold.photos.waiting.oldest")).isGreaterThan(1);

        available.add("/photo.jpg");
        waitFor(A_MINUTE);

        assertThat(driver.gauge("fourfold.photos.waiting")).isZero();
        assertThat(driver.gauge("fourfold.photos.waiting.oldest")).isZero();
    }

    @Test
    void shouldDropAWaitingPhotoForANewerUpload() {
        uploaded.pipeInput("photo", claimCheck("/photo.jpg"));
        uploaded.pipeInput("photo", inline(NEWER_PHOTO));
        available.add("/photo.jpg");
        waitFor(A_MINUTE);

        assertThat(captioned.readValuesToList())
                .extracting(ImageCaptioned::getSourceSha256)
                .containsExactly(LoadedPhoto.of(NEWER_PHOTO).sha256());
        assertThat(driver.counter("fourfold.photos", "outcome", "overtaken")).isEqualTo(1);
        assertThat(retries.readRecordsToList())
                .last()
                .satisfies(last -> assertThat(last.value()).isNull());
    }

    @Test
    void shouldDropAWaitingPhotoForADelete() {
        uploaded.pipeInput("photo", claimCheck("/photo.jpg"));
        uploaded.pipeInput("photo", (ImageUploaded) null);
        available.add("/photo.jpg");
        waitFor(A_MINUTE);

        assertThat(captioned.readValuesToList()).containsOnlyNulls().hasSize(1);
        assertThat(driver.counter("fourfold.photos", "outcome", "overtaken")).isEqualTo(1);
    }

    @Test
    void shouldLeaveNothingOfADeletedPhotoOnTheRetryTopic() {
        uploaded.pipeInput("waited-for-another-network", (ImageUploaded) null);

        assertThat(retries.readRecord().value()).isNull();
    }

    @Test
    void shouldDeadLetterNothingWhileAWholeStoreIsAway() {
        for (int photo = 0; photo < 40; photo++) {
            uploaded.pipeInput("photo-" + photo, claimCheck("/" + photo + ".jpg"));
        }
        int triedBeforeItWasAway = asked.size();
        waitFor(Duration.ofHours(2));
        assertThat(driver.deadLetters()).isEmpty();
        assertThat(triedBeforeItWasAway).isLessThan(20);
        assertThat(asked.size() - triedBeforeItWasAway).isLessThan(2 * 60 * 60 / 2 + 20);
        assertThat(outages.count()).isEqualTo(1);

        for (int photo = 0; photo < 40; photo++) {
            available.add("/" + photo + ".jpg");
        }
        waitFor(A_MINUTE);

        assertThat(captioned.readKeyValuesToList()).hasSize(40);
        assertThat(driver.deadLetters()).isEmpty();
        assertThat(outages.count()).isZero();
    }

    @Test
    void shouldGoOnWithOtherPhotosWhileAStoreIsAway() {
        for (int photo = 0; photo < 20; photo++) {
            uploaded.pipeInput("photo-" + photo, claimCheck("/" + photo + ".jpg"));
        }

        uploaded.pipeInput("good", inline(PHOTO));
        uploaded.pipeInput("photo-3", (ImageUploaded) null);

        assertThat(captioned.readKeyValuesToList()).extracting(pair -> pair.key).containsExactly("good", "photo-3");
    }

    @Test
    void shouldCallASchemaUnknownOnlyAfterAWhile() {
        byte[] value = serialized(inline(PHOTO));
        byte[] ofUnknownSchema = ByteBuffer.wrap(value.clone())
                .put(0, (byte) 0)
                .putInt(1, 987_654)
                .array();

        driver.rawInput(TestDriver.TOPICS.imageUploaded()).pipeInput("new".getBytes(), ofUnknownSchema);
        uploaded.pipeInput("good", inline(PHOTO));

        assertThat(captioned.readKeyValuesToList()).extracting(pair -> pair.key).containsExactly("good");
        assertThat(driver.deadLetters()).isEmpty();
        assertThat(retries.readRecord().value()).isEqualTo(ofUnknownSchema);

        waitFor(A_MINUTE);
        TestRecord<byte[], byte[]> letter = driver.deadLetters().get(0);
        assertThat(letter.value()).isEqualTo(ofUnknownSchema);
        assertThat(text(letter, "__streams.errors.exception")).endsWith("UnknownSchemaException");
        assertThat(text(letter, "__streams.errors.message")).contains("987654");
    }

    @Test
    void shouldTryAgainWhatMetAnError() {
        error.set(new OutOfMemoryError("injected"));
        uploaded.pipeInput("photo", inline(PHOTO));
        error.set(null);
        uploaded.pipeInput("good", inline(PHOTO));

        waitFor(A_MINUTE);

        assertThat(captioned.readKeyValuesToList()).extracting(pair -> pair.key).containsExactly("good", "photo");
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void shouldDeadLetterWhatMeetsAnErrorEachTime() {
        error.set(new StackOverflowError("injected"));
        uploaded.pipeInput("pill", inline(PHOTO));
        waitFor(A_MINUTE);

        TestRecord<byte[], byte[]> letter = driver.deadLetters().get(0);
        assertThat(text(letter, "__streams.errors.exception")).endsWith("StackOverflowError");
        assertThat(text(letter, "fourfold.retry.attempts")).isEqualTo("3");
    }

    @Test
    void shouldDeadLetterNothingWhileEveryPhotoMeetsAnError() {
        error.set(new NoClassDefFoundError("injected"));
        for (int photo = 0; photo < 40; photo++) {
            uploaded.pipeInput("photo-" + photo, inline(PHOTO));
        }
        assertThat(decoded).hasValueLessThan(20);
        decoded.set(0);
        waitFor(A_MINUTE);
        assertThat(driver.deadLetters()).isEmpty();
        assertThat(decoded).as("one every two seconds").hasValueLessThan(60 / 2 + 2);

        error.set(null);
        waitFor(A_MINUTE);

        assertThat(captioned.readKeyValuesToList()).hasSize(40);
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void shouldFailLoudlyWhileTheRegistryRefusesTheLogin() throws IOException {
        registryAnswers.set(401);
        try (Refused refused = new Refused()) {
            assertThatThrownBy(() -> refused.upload(serialized(inline(PHOTO))))
                    .hasStackTraceContaining(RegistryUnavailableException.class.getName())
                    .hasStackTraceContaining("basic.auth.user.info");
            assertThat(refused.driver.deadLetters()).isEmpty();
        }
    }

    @Test
    void shouldNotDropWhatWaitsForItsSchemaWhileTheRegistryIsAway() throws IOException {
        registryAnswers.set(404);
        try (Refused refused = new Refused()) {
            refused.upload(serialized(inline(PHOTO)));
            assertThat(refused.asked).as("without waiting for a replica").hasValueLessThan(3);
            registryAnswers.set(503);

            assertThatThrownBy(() -> refused.driver.driver().advanceWallClockTime(A_MINUTE))
                    .hasStackTraceContaining(RegistryUnavailableException.class.getName());
            assertThat(refused.driver.deadLetters()).isEmpty();
        }
    }

    @Test
    void shouldNotDropWhatWaitsForItsSchemaWhateverTheSerdeSays() {
        AvroSerdes other = new AvroSerdes(OtherSerde.class.getName(), Map.of(), TestDriver.TOPICS);
        try (TestDriver away =
                new TestDriver("other", directory.resolve("other"), (unused, metrics) -> topology(other, metrics))) {
            assertThatThrownBy(() -> away.rawInput(TestDriver.TOPICS.imageUploaded())
                            .pipeInput("photo".getBytes(), new byte[] {0}))
                    .hasStackTraceContaining("the registry is away");
            assertThat(away.deadLetters()).isEmpty();
        }
    }

    /** Does not know a schema at first, and then says as io.confluent's does that it cannot ask for it. */
    public static final class OtherSerde extends Serdes.WrapperSerde<ImageUploaded> {

        public OtherSerde() {
            super((topic, upload) -> new byte[0], new Deserializer<>() {

                private boolean asked;

                @Override
                public ImageUploaded deserialize(String topic, byte[] bytes) {
                    if (asked) {
                        throw new SerializationException("the registry is away", new ConnectException("refused"));
                    }
                    asked = true;
                    throw new UnknownSchemaException("not on this replica", null);
                }
            });
        }
    }

    /** With a registry that hands out no schema. */
    private final class Refused implements AutoCloseable {

        private final HttpServer registry =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        private final AtomicInteger asked = new AtomicInteger();
        private final TestDriver driver;

        private Refused() throws IOException {
            registry.createContext("/", exchange -> {
                asked.incrementAndGet();
                byte[] body = "{\"error_code\":40403,\"message\":\"no such schema\"}".getBytes();
                exchange.sendResponseHeaders(registryAnswers.get(), body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            registry.start();
            AvroSerdes serdes = new AvroSerdes(
                    "io.fourfold.schemas.serde.ConfluentAvroSerde",
                    Map.of(
                            "schema.registry.url",
                            "http://localhost:" + registry.getAddress().getPort()),
                    TestDriver.TOPICS);
            driver = new TestDriver(
                    "refused", directory.resolve("refused"), (unused, metrics) -> topology(serdes, metrics));
        }

        private void upload(byte[] value) {
            driver.rawInput(TestDriver.TOPICS.imageUploaded()).pipeInput("photo".getBytes(), value);
        }

        @Override
        public void close() {
            driver.close();
            registry.stop(0);
        }
    }

    private Topology topology(AvroSerdes serdes, FourfoldMetrics metrics) {
        return new ImageTopology(
                        TestDriver.TOPICS,
                        serdes,
                        TestPhotos.under(outages, URI.create(storeUri("/"))),
                        new FailingNetwork(() -> {
                            decoded.incrementAndGet();
                            return error.get();
                        }),
                        true,
                        TestPhotos.BUDGET,
                        metrics,
                        Tracing.OFF,
                        UploadPartitions.of(1))
                .build();
    }

    /** In steps of the timer, as time passes. */
    private void waitFor(Duration time) {
        Duration step = Duration.ofSeconds(1);
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(step)) {
            driver.driver().advanceWallClockTime(step);
        }
    }

    private ImageUploaded claimCheck(String path) {
        return upload(new ClaimCheck(storeUri(path), LoadedPhoto.of(PHOTO).sha256(), (long) PHOTO.length));
    }

    private String storeUri(String path) {
        return "http://localhost:" + store.getAddress().getPort() + path;
    }

    private static ImageUploaded inline(byte[] photo) {
        return upload(new InlinePhoto(ByteBuffer.wrap(photo)));
    }

    private static ImageUploaded upload(Object photo) {
        return new ImageUploaded(photo, "ann", "holidays", "beach.jpg", Instant.ofEpochMilli(1_000));
    }

    private static byte[] serialized(ImageUploaded upload) {
        return TestDriver.serdes("waiting-photos")
                .<ImageUploaded>forValues()
                .serializer()
                .serialize(TestDriver.TOPICS.imageUploaded(), upload);
    }

    private static String text(TestRecord<?, ?> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    /** The test network, but decoding may throw. */
    private static final class FailingNetwork implements Network {

        private final TestNetwork network = new TestNetwork();
        private final Supplier<Error> error;

        private FailingNetwork(Supplier<Error> error) {
            this.error = error;
        }

        @Override
        public String version() {
            return network.version();
        }

        @Override
        public DecodedPhoto decode(byte[] file) {
            Error failure = error.get();
            if (failure != null) {
                throw failure;
            }
            return network.decode(file);
        }

        @Override
        public float[] embed(DecodedPhoto photo) {
            return network.embed(photo);
        }

        @Override
        public List<Caption> captions(float[] embedding) {
            return network.captions(embedding);
        }

        @Override
        public TextSearch textSearch() {
            return network.textSearch();
        }

        @Override
        public WordVectors words() {
            return network.words();
        }

        @Override
        public List<LearnedWord> vocabulary() {
            return network.vocabulary();
        }

        @Override
        public void close() {}
    }
}
