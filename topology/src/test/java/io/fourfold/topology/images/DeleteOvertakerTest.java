package io.fourfold.topology.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.kafka.UpcomingTombstones;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.tracing.Tracing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads have the offsets 0, 1, 2 and so on in partition 0, as they are piped in. */
class DeleteOvertakerTest {

    private static final int PARTITIONS = 2;
    private static final String FIRST = idOf("first", 0);
    private static final String SECOND = idOf("second", 0);
    private static final String MISPLACED = idOf("misplaced", 1);

    @TempDir
    Path directory;

    private final List<ConsumerRecord<String, byte[]>> upcoming = new ArrayList<>();
    private boolean closed;
    private TestDriver driver;
    private TestInputTopic<String, ImageUploaded> uploaded;
    private TestOutputTopic<String, ImageEmbedded> embedded;

    @BeforeEach
    void setUp() {
        driver = new TestDriver(
                "delete-overtaker",
                directory,
                (serdes, metrics) -> new ImageTopology(
                                TestDriver.TOPICS,
                                serdes,
                                TestPhotos.under(),
                                new TestNetwork(),
                                true,
                                TestPhotos.BUDGET,
                                metrics,
                                Tracing.OFF,
                                new UploadPartitions(PARTITIONS, partition -> 0, partition -> new Found()))
                        .build());
        uploaded = driver.input(TestDriver.TOPICS.imageUploaded());
        embedded = driver.output(TestDriver.TOPICS.imageEmbedded());
    }

    @AfterEach
    void tearDown() {
        driver.close();
        assertThat(closed).isTrue();
    }

    @Test
    void shouldDeleteBeforeItsTurnAndOnlyOnce() {
        upcoming.add(delete(FIRST, 2));

        uploaded.pipeInput(SECOND, upload());
        assertThat(embedded.readKeyValuesToList().get(0)).isEqualTo(new KeyValue<>(FIRST, null));

        uploaded.pipeInput(FIRST, upload());
        assertThat(embedded.isEmpty()).as("the upload before the delete").isTrue();
        assertThat(driver.counter("fourfold.photos", "outcome", "overtaken")).isEqualTo(1);

        uploaded.pipeInput(FIRST, (ImageUploaded) null);
        assertThat(embedded.isEmpty()).as("the delete's turn").isTrue();

        uploaded.pipeInput(FIRST, upload());
        assertThat(embedded.readKeyValue().value).as("the upload behind it").isNotNull();
    }

    @Test
    void shouldDescribeAnUploadBehindADeleteThatWasCompactedAway() {
        upcoming.add(delete(FIRST, 1));

        uploaded.pipeInput(SECOND, upload());
        uploaded.pipeInput(SECOND, upload());
        uploaded.pipeInput(FIRST, upload());

        assertThat(embedded.readKeyValuesToList())
                .last()
                .satisfies(last -> assertThat(last.value).isNotNull());
    }

    @Test
    void shouldNotDeleteAgainWhatWasDoneByWhoHadTheTaskBefore() {
        upcoming.add(delete(FIRST, 3));
        uploaded.pipeInput(SECOND, upload());
        embedded.readValuesToList();

        upcoming.add(delete(FIRST, 3));
        uploaded.pipeInput(SECOND, upload());

        assertThat(embedded.readKeyValuesToList()).extracting(pair -> pair.key).containsExactly(SECOND);
    }

    @Test
    void shouldDropAllUploadsBeforeTheLastDelete() {
        upcoming.add(delete(FIRST, 2));
        upcoming.add(delete(FIRST, 4));

        uploaded.pipeInput(FIRST, upload());
        uploaded.pipeInput(FIRST, upload());
        uploaded.pipeInput(FIRST, (ImageUploaded) null);
        uploaded.pipeInput(FIRST, upload());
        uploaded.pipeInput(FIRST, (ImageUploaded) null);

        assertThat(embedded.readValuesToList()).containsOnlyNulls();
    }

    @Test
    void shouldLeaveAloneWhatIsNoDeleteHereOrHasHadItsTurn() {
        ConsumerRecord<String, byte[]> leftBehind = delete(FIRST, 5);
        leftBehind.headers().add(UploadPlacer.MOVED_TO, "1".getBytes(StandardCharsets.UTF_8));
        upcoming.addAll(List.of(leftBehind, delete(MISPLACED, 6), delete(FIRST, 0), delete("", 7), delete(null, 8)));

        uploaded.pipeInput(FIRST, upload());

        assertThat(embedded.readValuesToList()).hasSize(1).doesNotContainNull();
    }

    /** Hands out what was found when it is asked next. */
    private final class Found implements UpcomingTombstones {

        @Override
        public List<ConsumerRecord<String, byte[]>> take(long offset) {
            List<ConsumerRecord<String, byte[]>> taken = List.copyOf(upcoming);
            upcoming.clear();
            return taken;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static ConsumerRecord<String, byte[]> delete(String id, long offset) {
        return new ConsumerRecord<>(TestDriver.TOPICS.imageUploaded(), 0, offset, id, null);
    }

    private static String idOf(String name, int partition) {
        return IntStream.range(0, 100)
                .mapToObj(i -> name + i)
                .filter(id -> UploadPartitions.of(PARTITIONS).of(id) == partition)
                .findFirst()
                .orElseThrow();
    }

    private static ImageUploaded upload() {
        ByteBuffer photo = ByteBuffer.wrap(TestNetwork.photo("a dog on a beach"));
        return new ImageUploaded(new InlinePhoto(photo), null, null, null, Instant.EPOCH);
    }
}
