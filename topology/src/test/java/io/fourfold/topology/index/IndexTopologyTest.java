package io.fourfold.topology.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.ImageThumbnailed;
import io.fourfold.schemas.SearchAnswered;
import io.fourfold.schemas.SearchCandidate;
import io.fourfold.schemas.SearchInverted;
import io.fourfold.topology.kafka.AvroVector;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.store.StoreAge;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.tracing.Tracing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexTopologyTest {

    private static final Instant FAR_FUTURE = Instant.parse("2999-01-01T00:00:00Z");

    private static final QueryConfig ANY = new QueryConfig(false);

    @TempDir
    Path directory;

    private TestDriver driver;
    private TestInputTopic<String, ImageEmbedded> embedded;
    private TestInputTopic<String, ImageCaptioned> captioned;

    @BeforeEach
    void setUp() {
        driver = started(directory, StoreAge.UNLIMITED);
        embedded = driver.input(TestDriver.TOPICS.imageEmbedded());
        captioned = driver.input(TestDriver.TOPICS.imageCaptioned());
    }

    private static TestDriver started(Path directory, StoreAge age) {
        return new TestDriver(
                "index-topology",
                directory,
                (serdes, metrics) -> new IndexTopology(
                                TestDriver.TOPICS, serdes, metrics, Tracing.OFF, TestNetwork.AXES, age, () -> true)
                        .build());
    }

    @AfterEach
    void tearDown() {
        driver.close();
    }

    @Test
    void shouldKeepEmbedding() {
        embedded.pipeInput("photo-1", embedded(vector(1), "ann"));

        IndexedImage image = similarity().get("photo-1");
        assertThat(image.vector()).isEqualTo(vector(1));
        assertThat(image.owner()).contains("ann");
        assertThat(image.album()).isEmpty();
        assertThat(image.modelVersion()).isEqualTo(TestNetwork.VERSION);
    }

    @Test
    void shouldFindSimilarPhotos() {
        embedded.pipeInput("near", embedded(vector(1), "ann"));
        embedded.pipeInput("far", embedded(vector(2), "ann"));

        assertThat(search(vector(1)).hits()).extracting(SimilarImage::imageId).containsExactly("near", "far");
    }

    /** Kafka Streams before 4.3 kept the offsets of a task's stores in it. */
    @Test
    void shouldStartAlthoughAFileOfOldOffsetsIsDamaged() throws Exception {
        Path task = directory.resolve("old/test/0_0");
        Files.createDirectories(task);
        Files.writeString(task.resolve(".checkpoint"), "nonsense");

        try (TestDriver old = started(directory.resolve("old"), StoreAge.UNLIMITED)) {
            assertThat(old.driver().getKeyValueStore(IndexTopology.SIMILARITY_STORE))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {IndexTopology.SIMILARITY_STORE, IndexTopology.CAPTIONS_STORE, IndexTopology.THUMBNAILS_STORE})
    void shouldBeginAnewWithAStoreThatMayHaveMissedDeletes(String store) throws Exception {
        Path before = directory.resolve("before");
        TestDriver stopped = started(before, StoreAge.UNLIMITED);
        StateStore read = stopped.driver().getAllStateStores().get(store);
        read.commit(Map.of(new TopicPartition("changelog", 0), 1L));
        read.close();
        Path left = directory.resolve("left");
        // A driver that stops removes what it has.
        copy(before, left);
        // It closes what is closed already.
        assertThatThrownBy(stopped::close).isInstanceOf(InvalidStateStoreException.class);
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(28));

        assertThatThrownBy(() -> started(left, StoreAge.ofTombstones(Duration.ofDays(30), later)))
                .isInstanceOf(TaskCorruptedException.class)
                .hasStackTraceContaining("The store '" + store + "' was committed last at");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.createDirectories(to.resolve(from.relativize(path)).getParent());
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    @Test
    void shouldForgetDeletedPhoto() {
        embedded.pipeInput("photo-1", embedded(vector(1), "ann"));
        embedded.pipeInput("photo-1", (ImageEmbedded) null);

        assertThat(search(vector(1)).hits()).isEmpty();
        assertThat(similarity().get("photo-1")).isNull();
        assertThat(driver.counter("fourfold.photos.deleted")).isEqualTo(1);
    }

    @Test
    void shouldKeepThumbnailUntilThePhotoIsDeleted() {
        TestInputTopic<String, ImageThumbnailed> thumbnailed = driver.input(TestDriver.TOPICS.imageThumbnailed());
        KeyValueStore<String, ImageThumbnailed> store =
                driver.driver().getKeyValueStore(IndexTopology.THUMBNAILS_STORE);

        thumbnailed.pipeInput(
                "photo-1", new ImageThumbnailed(ByteBuffer.wrap(new byte[] {1, 2}), 320, 200, "ab".repeat(32)));
        assertThat(store.get("photo-1").getJpeg()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));

        thumbnailed.pipeInput("photo-1", (ImageThumbnailed) null);
        assertThat(store.get("photo-1")).isNull();
    }

    @Test
    void shouldPassOnDeleteOfUnknownPhoto() {
        embedded.pipeInput("never-seen", (ImageEmbedded) null);

        assertThat(driver.counter("fourfold.photos.nothing.to.delete")).isEqualTo(1);
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void shouldSendEmbeddingOfWrongSizeToDeadLettersAndGoOn() {
        embedded.pipeInput("bad", embedded(new float[] {1, 2, 3}, "ann"));
        embedded.pipeInput("good", embedded(vector(1), "ann"));

        assertThat(driver.deadLetters()).hasSize(1);
        assertThat(search(vector(1)).hits()).extracting(SimilarImage::imageId).containsExactly("good");
    }

    /** Both took two locks, in opposite orders, and the index stood for good (KAFKA-19629). */
    @Test
    void shouldAnswerWhileCaptionsAreWritten() throws InterruptedException {
        // Not closed if it is stuck, since that would wait for the same locks.
        TestDriver busy = new TestDriver(
                "index-topology",
                directory.resolve("busy"),
                (serdes, metrics) -> new IndexTopology(TestDriver.TOPICS, serdes, metrics, TestNetwork.AXES).build());
        TestInputTopic<String, ImageCaptioned> written = busy.input(TestDriver.TOPICS.imageCaptioned());
        StateStore store = busy.driver().getTimestampedKeyValueStore(IndexTopology.CAPTIONS_STORE);
        AtomicBoolean asking = new AtomicBoolean(true);
        Thread queries = new Thread(() -> {
            while (asking.get()) {
                store.query(KeyQuery.withKey("photo-1"), PositionBound.unbounded(), ANY);
                store.query(RangeQuery.<String, ImageCaptioned>withNoBounds(), PositionBound.unbounded(), ANY)
                        .getResult()
                        .close();
            }
        });
        queries.setDaemon(true);
        queries.start();

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (int i = 0; i < 1_000; i++) {
                written.pipeInput("photo-1", captioned("caption " + i));
            }
        });
        asking.set(false);
        queries.join();
        busy.close();
    }

    @Test
    void shouldKeepCaptions() {
        captioned.pipeInput("photo-1", captioned("a dog on a beach"));

        assertThat(captions().get("photo-1").getCaptions().get(0).getText()).isEqualTo("a dog on a beach");
    }

    @Test
    void shouldForgetCaptionsOfDeletedPhoto() {
        captioned.pipeInput("photo-1", captioned("a dog on a beach"));
        captioned.pipeInput("photo-1", (ImageCaptioned) null);

        assertThat(captions().get("photo-1")).isNull();
    }

    @Test
    void shouldNeedNoChangelogForCaptions() {
        captioned.pipeInput("photo-1", captioned("a dog on a beach"));

        assertThat(driver.driver().producedTopicNames()).noneMatch(topic -> topic.contains("captions"));
    }

    @Test
    void shouldAnswerSearchWithItsNearestPhotos() {
        embedded.pipeInput("near", embedded(vector(1), "ann"));
        embedded.pipeInput("far", embedded(vector(2), "ann"));

        driver.<SearchInverted>input(TestDriver.TOPICS.searchInverted())
                .pipeInput("query-1", search(FAR_FUTURE, null, true));

        TestRecord<String, SearchAnswered> answer = answers().readRecord();
        assertThat(answer.key()).isEqualTo("query-1");
        assertThat(answer.getRecordTime()).as("else it would expire at once").isAfter(Instant.EPOCH);
        assertThat(answer.value().getCandidates())
                .extracting(SearchCandidate::getImageId)
                .containsExactly("near", "far");
        assertThat(answer.value().getCandidates().get(0).getVector()).isEqualTo(numbers(vector(1)));
    }

    @Test
    void shouldSendNoEmbeddingsToThoseWhoDoNotRankByThem() {
        embedded.pipeInput("photo-1", embedded(vector(1), "ann"));

        driver.<SearchInverted>input(TestDriver.TOPICS.searchInverted())
                .pipeInput("query-1", search(FAR_FUTURE, null, false));

        SearchCandidate candidate = answers().readValue().getCandidates().get(0);
        assertThat(candidate.getVector()).isEmpty();
        assertThat(candidate.getCompactVector()).isNull();
    }

    @Test
    void shouldSendEmbeddingsInHalfTheSizeToThoseWhoCanReadThem() {
        embedded.pipeInput("photo-1", embedded(vector(1), "ann"));
        TestInputTopic<String, SearchInverted> searches = driver.input(TestDriver.TOPICS.searchInverted());
        SearchInverted compact = search(FAR_FUTURE, null, true);
        compact.setCompactVectors(true);

        searches.pipeInput("older", search(FAR_FUTURE, null, true));
        searches.pipeInput("newer", compact);

        List<TestRecord<byte[], byte[]>> answers = driver.driver()
                .createOutputTopic(
                        TestDriver.TOPICS.searchAnswered(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
        assertThat(answers.get(0).value()).hasSizeBetween(1_200, 1_250);
        assertThat(answers.get(1).value()).hasSizeBetween(600, 650);
        SearchAnswered answer = TestDriver.serdes("index-topology")
                .<SearchAnswered>forValues()
                .deserializer()
                .deserialize(TestDriver.TOPICS.searchAnswered(), answers.get(1).value());
        float[] vector = AvroVector.toArray(answer.getCandidates().get(0).getCompactVector());
        for (int i = 0; i < vector.length; i++) {
            assertThat(vector[i]).isCloseTo(vector(1)[i], within(1e-4f));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -1_000, 40_000_000_000_000L})
    void shouldKeepRecordsOfAnyTimestamp(long timestamp) {
        embedded.pipeInput("photo-1", embedded(vector(1), "ann"), Instant.ofEpochMilli(timestamp));
        captioned.pipeInput("photo-1", captioned("a dog on a beach"), Instant.ofEpochMilli(timestamp));

        assertThat(search(vector(1)).hits()).hasSize(1);
        assertThat(captions().get("photo-1")).isNotNull();
    }

    @Test
    void shouldAnswerSearchWithinFilters() {
        embedded.pipeInput("of-ann", embedded(vector(1), "ann"));
        embedded.pipeInput("of-bob", embedded(vector(2), "bob"));
        ImageEmbedded inAlbum = embedded(vector(3), "bob");
        inAlbum.setAlbum("beach");
        embedded.pipeInput("of-bob-in-album", inAlbum);

        assertThat(found("bob", null)).containsExactlyInAnyOrder("of-bob", "of-bob-in-album");
        assertThat(found(null, "beach")).containsExactly("of-bob-in-album");
        assertThat(found("ann", "beach")).isEmpty();
    }

    private List<String> found(String owner, String album) {
        SearchInverted search = search(FAR_FUTURE, owner, false);
        search.setAlbum(album);
        driver.<SearchInverted>input(TestDriver.TOPICS.searchInverted()).pipeInput("query-1", search);
        List<SearchCandidate> candidates = answers().readValue().getCandidates();
        assertThat(candidates)
                .allSatisfy(candidate -> assertThat(candidate.getVector()).isEmpty());
        return candidates.stream().map(SearchCandidate::getImageId).toList();
    }

    @Test
    void shouldNotAnswerSearchThatNobodyWaitsForAnyMore() {
        driver.<SearchInverted>input(TestDriver.TOPICS.searchInverted())
                .pipeInput("query-1", search(Instant.EPOCH, null, true));

        assertThat(answers().isEmpty()).isTrue();
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void shouldSendSearchWithABadVectorToDeadLettersAndGoOn() {
        embedded.pipeInput("photo-1", embedded(vector(1), "ann"));
        TestInputTopic<String, SearchInverted> searches = driver.input(TestDriver.TOPICS.searchInverted());
        SearchInverted tooShort = search(FAR_FUTURE, null, true);
        tooShort.setVector(List.of(1f, 2f, 3f));
        SearchInverted notFinite = search(FAR_FUTURE, null, true);
        notFinite.setVector(Collections.nCopies(vector(1).length, Float.NaN));

        searches.pipeInput("too-short", tooShort);
        searches.pipeInput("not-finite", notFinite);
        searches.pipeInput("good", search(FAR_FUTURE, null, true));

        assertThat(driver.deadLetters()).hasSize(2);
        assertThat(answers().readKeyValuesToList())
                .extracting(answer -> answer.key)
                .containsExactly("good");
    }

    private TestOutputTopic<String, SearchAnswered> answers() {
        return driver.output(TestDriver.TOPICS.searchAnswered());
    }

    private static SearchInverted search(Instant deadline, String owner, boolean withVectors) {
        return new SearchInverted(
                numbers(vector(1)),
                TestNetwork.VERSION,
                10,
                withVectors,
                owner,
                null,
                0,
                Instant.EPOCH,
                deadline,
                false);
    }

    private KeyValueStore<String, IndexedImage> similarity() {
        return driver.driver().getKeyValueStore(IndexTopology.SIMILARITY_STORE);
    }

    private KeyValueStore<String, ImageCaptioned> captions() {
        return driver.driver().getKeyValueStore(IndexTopology.CAPTIONS_STORE);
    }

    private SimilarImages.Hits search(float[] vector) {
        QueryResult<SimilarImages.Hits> result =
                similarity().query(SimilarImages.of(vector, 10), PositionBound.unbounded(), new QueryConfig(false));
        return result.getResult();
    }

    private static float[] vector(int seed) {
        return TestNetwork.embedding(TestNetwork.photo("photo " + seed));
    }

    private static List<Float> numbers(float[] vector) {
        List<Float> numbers = new ArrayList<>();
        for (float number : vector) {
            numbers.add(number);
        }
        return numbers;
    }

    private static ImageEmbedded embedded(float[] vector, String owner) {
        return new ImageEmbedded(numbers(vector), TestNetwork.VERSION, "ab".repeat(32), owner, null);
    }

    private static ImageCaptioned captioned(String text) {
        return new ImageCaptioned(
                List.of(new CaptionCandidate(text, -3.5, 0.5)),
                TestNetwork.VERSION,
                "ab".repeat(32),
                "ann",
                null,
                null,
                null);
    }
}
