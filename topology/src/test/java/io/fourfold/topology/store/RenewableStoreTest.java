package io.fourfold.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.similarity.Axes;
import io.fourfold.topology.similarity.IndexedImage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
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
    void shouldSayHowOldItIsAsAShareOfWhatItMayBe() {
        Instant limit = clock.instant().plus(RETENTION.multipliedBy(9).dividedBy(10));

        clock.pass(Duration.between(clock.instant(), limit).dividedBy(2));

        assertThat(age()).isCloseTo(0.5, within(0.01));
        store.commit(Map.of(CHANGELOG, 8L));
        assertThat(age()).isLessThan(0.01);
        store.close();
        assertThat(registry.find("fourfold.stores.age.ratio").gauge()).isNull();
    }

    private double age() {
        return registry.get("fourfold.stores.age.ratio").gauge().value();
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
            dated.init(
                    new StoreContext(directory, Map.of(FourfoldMetrics.CONFIG_KEY, new FourfoldMetrics(registry))),
                    dated);
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
