package io.fourfold.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.similarity.Axes;
import io.fourfold.topology.similarity.IndexedImage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedBytesStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewableStoreTest {

    private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 0);
    private static final Map<TopicPartition, Long> OFFSETS = Map.of(CHANGELOG, 7L);
    private static final Bytes KEY = Bytes.wrap(new byte[] {1});
    private static final Duration RETENTION = Duration.ofDays(30);

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private KeyValueStore<Bytes, byte[]> store;

    @BeforeEach
    void setUp() {
        store = opened();
        store.put(KEY, image());
        store.commit(OFFSETS);
    }

    @AfterEach
    void tearDown() {
        store.close();
    }

    @Test
    void shouldGoOnWhereItWas() {
        reopenAfter(Duration.ofDays(26));

        assertThat(store.get(KEY)).isEqualTo(image());
        assertThat(store.committedOffset(CHANGELOG)).isEqualTo(7);
    }

    @Test
    void shouldBeginAnewIfItMayHaveMissedDeletes() {
        reopenAfter(Duration.ofDays(28));

        assertThat(store.get(KEY)).isNull();
        assertThat(store.committedOffset(CHANGELOG)).isNull();
    }

    @Test
    void shouldStayEmptyUntilItIsRestored() {
        reopenAfter(Duration.ofDays(28));
        reopenAfter(Duration.ZERO);

        assertThat(store.approximateNumEntries()).isZero();
        assertThat(store.committedOffset(CHANGELOG)).isNull();
    }

    @Test
    void shouldNotTakeItsOpeningForReadingOn() {
        reopenAfter(Duration.ofDays(20));
        store.commit(OFFSETS);
        reopenAfter(Duration.ofDays(20));

        assertThat(store.get(KEY)).isNull();
    }

    @Test
    void shouldDateEveryCommitOnceItReadsOn() {
        reopenAfter(Duration.ofDays(20));
        clock.pass(Duration.ofMinutes(2));
        store.commit(OFFSETS);
        reopenAfter(Duration.ofDays(20));

        assertThat(store.get(KEY)).isEqualTo(image());
    }

    @Test
    void shouldForgetItsOffsetsWhenTold() {
        store.commit(Map.of());

        assertThat(store.committedOffset(CHANGELOG)).isNull();
    }

    @Test
    void shouldLetKafkaStreamsSeeWhetherValuesHaveTimestamps() {
        assertThat(store).isNotInstanceOf(TimestampedBytesStore.class);
        assertThat(new RenewableStoreSupplier(Stores.persistentTimestampedKeyValueStore("table"), StoreAge.UNLIMITED)
                        .get())
                .isInstanceOf(TimestampedBytesStore.class);
    }

    private void reopenAfter(Duration away) {
        store.close();
        clock.pass(away);
        try {
            store = opened();
        } catch (TaskCorruptedException e) {
            // Kafka Streams opens it again.
            store = opened();
        }
    }

    private KeyValueStore<Bytes, byte[]> opened() {
        KeyValueStore<Bytes, byte[]> dated = new RenewableStoreSupplier(
                        new SimilarityStoreSupplier("similarity", new Axes(2, List.of())),
                        StoreAge.ofTombstones(RETENTION, clock))
                .get();
        try {
            dated.init(new StoreContext(directory), dated);
        } catch (TaskCorruptedException e) {
            dated.close();
            throw e;
        }
        return dated;
    }

    private static byte[] image() {
        return new IndexedImageSerde()
                .serialize(
                        null,
                        new IndexedImage(Optional.empty(), Optional.empty(), "v1", "0".repeat(64), new float[] {1, 0}));
    }

    private static final class SettableClock extends Clock {

        private Instant now = Instant.parse("2030-01-01T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
