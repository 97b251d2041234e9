package io.fourfold.topology.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.kafka.UpcomingTombstones;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.tracing.Tracing;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver puts every record into partition 0, also what the topology writes to another one. */
class UploadPlacerTest {

    private static final int PARTITIONS = 4;
    private static final String OF_PARTITION_0 = idOf(0);
    private static final String OF_PARTITION_2 = idOf(2);
    private static final URI NOWHERE = URI.create("http://localhost:1/");
    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-01-01T11:00:00Z");

    @TempDir
    Path directory;

    private TestDriver driver;
    private TestInputTopic<String, ImageUploaded> uploaded;
    private TestOutputTopic<String, ImageUploaded> placed;
    private TestOutputTopic<String, ImageEmbedded> embedded;

    @BeforeEach
    void setUp() {
        open(partition -> 0);
    }

    @AfterEach
    void tearDown() {
        driver.close();
    }

    @Test
    void shouldChoosePartitionsAsKafkasProducerDoes() {
        UploadPartitions partitions = UploadPartitions.of(PARTITIONS);

        for (String id : List.of("", "photo-1", "Ünïcödé/名前.jpg", "😀")) {
            assertThat(partitions.of(id))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(id.getBytes(StandardCharsets.UTF_8), PARTITIONS));
        }
    }

    @Test
    void shouldMoveAMisplacedUploadAndDescribeItOnce() {
        uploaded.pipeInput(OF_PARTITION_2, upload(), TEN);

        List<TestRecord<String, ImageUploaded>> written = placed.readRecordsToList();
        assertThat(written)
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.key()).isEqualTo(OF_PARTITION_2));
        assertThat(written.get(0).value()).isNull();
        assertThat(header(written.get(0), UploadPlacer.MOVED_TO)).isEqualTo("2");
        assertThat(written.get(1).value()).isEqualTo(upload());
        assertThat(written.get(1).getRecordTime()).isEqualTo(TEN);
        assertThat(header(written.get(1), UploadPlacer.MOVED_FROM)).isEqualTo("0");
        TestRecord<String, ImageEmbedded> result = embedded.readRecord();
        assertThat(result.value()).isNotNull();
        assertThat(result.headers().lastHeader(UploadPlacer.MOVED_FROM)).isNull();
        assertThat(embedded.isEmpty()).isTrue();
        assertThat(driver.counter("fourfold.uploads.misplaced")).isEqualTo(1);
    }

    @Test
    void shouldSendAMisplacedUploadThatIsTooLargeToBeMovedToDeadLetters() {
        ByteBuffer photo = ByteBuffer.wrap(new byte[1_048_500]);

        uploaded.pipeInput(OF_PARTITION_2, new ImageUploaded(new InlinePhoto(photo), null, null, null, Instant.EPOCH));

        assertThat(placed.isEmpty()).isTrue();
        assertThat(driver.deadLetters()).hasSize(1);
    }

    @Test
    void shouldMoveAMisplacedDelete() {
        uploaded.pipeInput(OF_PARTITION_2, (ImageUploaded) null, TEN);

        List<TestRecord<String, ImageUploaded>> written = placed.readRecordsToList();
        assertThat(written).hasSize(1);
        assertThat(header(written.get(0), UploadPlacer.MOVED_FROM)).isEqualTo("0");
        assertThat(embedded.readRecord().value()).isNull();
    }

    @Test
    void shouldLeaveWhatLiesWhereItBelongs() {
        uploaded.pipeInput(OF_PARTITION_0, upload(), TEN);

        assertThat(placed.isEmpty()).isTrue();
        assertThat(embedded.getQueueSize()).isEqualTo(1);
        assertThat(driver.counter("fourfold.uploads.misplaced")).isZero();
    }

    @Test
    void shouldKeepAPhotoDeletedWhoseOlderUploadIsMovedLater() {
        uploaded.pipeInput(OF_PARTITION_0, (ImageUploaded) null, ELEVEN);
        uploaded.pipeInput(moved(TEN));
        uploaded.pipeInput(moved(TEN.minusSeconds(60)));

        assertThat(embedded.readValuesToList()).containsOnlyNulls();
        assertThat(placed.readRecordsToList())
                .as("deletes behind the moved uploads")
                .hasSize(2)
                .allSatisfy(record -> {
                    assertThat(record.value()).isNull();
                    assertThat(record.getRecordTime()).isEqualTo(ELEVEN);
                });
        assertThat(driver.counter("fourfold.uploads.outdated")).isEqualTo(2);
    }

    @Test
    void shouldDescribeAMovedUploadThatIsNewerThanTheDelete() {
        uploaded.pipeInput(OF_PARTITION_0, (ImageUploaded) null, TEN);
        uploaded.pipeInput(moved(ELEVEN));

        assertThat(embedded.readValuesToList()).last().isNotNull();
    }

    @Test
    void shouldNotCompareTimesWithinAPartition() {
        uploaded.pipeInput(new TestRecord<>(OF_PARTITION_0, null, movedFrom(2), ELEVEN));
        uploaded.pipeInput(moved(TEN));

        assertThat(embedded.readValuesToList()).last().isNotNull();
    }

    @Test
    void shouldDropAWaitingPhotoForADeleteFromAnotherPartition() {
        uploaded.pipeInput(OF_PARTITION_0, claimCheck(), TEN);
        assertThat(waiting()).as("waits").isNotNull();

        uploaded.pipeInput(new TestRecord<>(OF_PARTITION_0, null, movedFrom(2), ELEVEN));

        requireDeletedForGood();
    }

    @Test
    void shouldDropAWaitingPhotoFromAnotherPartitionForADelete() {
        uploaded.pipeInput(new TestRecord<>(OF_PARTITION_0, claimCheck(), movedFrom(2), TEN));
        assertThat(waiting()).as("waits").isNotNull();

        uploaded.pipeInput(OF_PARTITION_0, (ImageUploaded) null, ELEVEN);

        requireDeletedForGood();
    }

    @Test
    void shouldDropAWaitingPhotoForADeleteFromTheSamePartitionAsIt() {
        uploaded.pipeInput(OF_PARTITION_2, claimCheck(), TEN);
        assertThat(waiting()).as("is moved and waits").isNotNull();

        uploaded.pipeInput(OF_PARTITION_2, (ImageUploaded) null, ELEVEN);

        requireDeletedForGood();
    }

    @Test
    void shouldNotLetAPhotoWaitWhoseDeleteHasComeBeforeIt() {
        uploaded.pipeInput(OF_PARTITION_0, (ImageUploaded) null, ELEVEN);
        assertThat(waiting()).as("a delete").isNull();
        uploaded.pipeInput(new TestRecord<>(OF_PARTITION_0, claimCheck(), movedFrom(2), TEN));

        requireDeletedForGood();
    }

    private void requireDeletedForGood() {
        for (int second = 0; second < 10; second++) {
            driver.driver().advanceWallClockTime(Duration.ofSeconds(1));
        }
        assertThat(embedded.readValuesToList()).isNotEmpty().containsOnlyNulls();
        assertThat(driver.deadLetters()).as("of what was tried in vain").isEmpty();
    }

    /** What the retry topic says next. */
    private byte[] waiting() {
        return driver.driver()
                .createOutputTopic(
                        TestDriver.TOPICS.imageRetry(), new StringDeserializer(), new ByteArrayDeserializer())
                .readValue();
    }

    @Test
    void shouldLeaveToOthersWhatTheyHaveMoved() {
        driver.close();
        open(partition -> 1);

        uploaded.pipeInput(OF_PARTITION_2, upload(), TEN);
        assertThat(placed.isEmpty()).isTrue();
        uploaded.pipeInput(OF_PARTITION_2, upload(), ELEVEN);
        assertThat(placed.readRecordsToList()).hasSize(2);
    }

    private void open(IntToLongFunction movedBefore) {
        driver = new TestDriver(
                "upload-placer",
                directory,
                (serdes, metrics) -> new ImageTopology(
                                TestDriver.TOPICS,
                                serdes,
                                TestPhotos.under(NOWHERE),
                                new TestNetwork(),
                                true,
                                TestPhotos.BUDGET,
                                metrics,
                                Tracing.OFF,
                                new UploadPartitions(PARTITIONS, movedBefore, UpcomingTombstones.NONE))
                        .build());
        uploaded = driver.input(TestDriver.TOPICS.imageUploaded());
        placed = driver.output(TestDriver.TOPICS.imageUploaded());
        embedded = driver.output(TestDriver.TOPICS.imageEmbedded());
    }

    private static TestRecord<String, ImageUploaded> moved(Instant time) {
        return new TestRecord<>(OF_PARTITION_0, upload(), movedFrom(2), time);
    }

    private static Headers movedFrom(int partition) {
        return new RecordHeaders()
                .add(UploadPlacer.MOVED_FROM, Integer.toString(partition).getBytes(StandardCharsets.UTF_8));
    }

    private static String header(TestRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static ImageUploaded upload() {
        ByteBuffer photo = ByteBuffer.wrap(TestNetwork.photo("a dog on a beach"));
        return new ImageUploaded(new InlinePhoto(photo), null, null, null, Instant.EPOCH);
    }

    /** A photo that cannot be had now. */
    private static ImageUploaded claimCheck() {
        ClaimCheck claimCheck = new ClaimCheck(NOWHERE + "photo.jpg", "0".repeat(64), 1_000L);
        return new ImageUploaded(claimCheck, null, null, null, Instant.EPOCH);
    }

    private static String idOf(int partition) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "photo-" + i)
                .filter(id -> UploadPartitions.of(PARTITIONS).of(id) == partition)
                .findFirst()
                .orElseThrow();
    }
}
