package io.fourfold.topology.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.similarity.Axes;
import io.fourfold.topology.similarity.IndexedImage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Real databases, damaged in each way that their files allow. */
class CorruptedStoreTest {

    private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 0);
    private static final int ENTRIES = 400;
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path directory;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Map<String, Object> configs;
    private Opened store;

    /** A store of each kind that the applications have. */
    enum Kind {
        SIMILARITY,
        CAPTIONS,
        WAITING,
        DELETES;

        Opened make() {
            return this == DELETES
                    ? new Windows(
                            new RenewableWindowStoreSupplier(Stores.persistentWindowStore("deletes", DAY, DAY, false))
                                    .get())
                    : new KeyValues(new RenewableStoreSupplier(supplier()).get());
        }

        private KeyValueBytesStoreSupplier supplier() {
            return switch (this) {
                case SIMILARITY -> new SimilarityStoreSupplier("similarity", new Axes(2, List.of()));
                case CAPTIONS -> Stores.persistentTimestampedKeyValueStore("captions");
                default -> Stores.persistentKeyValueStore("waiting");
            };
        }
    }

    /** A way to damage a database that is closed. */
    enum Damage {
        CURRENT_GARBLED,
        CURRENT_MISSING,
        MANIFEST_GARBLED,
        MANIFEST_TRUNCATED,
        MANIFEST_MISSING,
        TABLES_GARBLED,
        TABLES_TRUNCATED,
        TABLES_MISSING,
        LARGEST_TABLE_GARBLED,
        LOG_GARBLED,
        OFFSETS_GARBLED,
        CHECKPOINT_GARBLED;

        void doTo(Path task) throws IOException, RocksDBException {
            switch (this) {
                case CURRENT_GARBLED -> forEach(task, "CURRENT", file -> Files.writeString(file, "nonsense"));
                case CURRENT_MISSING -> forEach(task, "CURRENT", Files::delete);
                case MANIFEST_GARBLED -> forEach(task, "MANIFEST-.*", CorruptedStoreTest::garble);
                case MANIFEST_TRUNCATED -> forEach(task, "MANIFEST-.*", CorruptedStoreTest::truncate);
                case MANIFEST_MISSING -> forEach(task, "MANIFEST-.*", Files::delete);
                case TABLES_GARBLED -> forEach(task, ".*\\.sst", CorruptedStoreTest::garble);
                case TABLES_TRUNCATED -> forEach(task, ".*\\.sst", CorruptedStoreTest::truncate);
                case TABLES_MISSING -> forEach(task, ".*\\.sst", Files::delete);
                // That of the entries; the offsets are sound.
                case LARGEST_TABLE_GARBLED -> garble(largest(task, ".sst"));
                case LOG_GARBLED -> forEach(task, ".*\\.log", file -> Files.writeString(file, "nonsense".repeat(99)));
                case OFFSETS_GARBLED -> forEach(task, "CURRENT", file -> garbleOffsets(file.getParent()));
                case CHECKPOINT_GARBLED -> Files.writeString(task.resolve(".checkpoint"), "nonsense");
            }
        }
    }

    interface Opened {

        StateStore store();

        void put(int entry);

        byte[] get(int entry);
    }

    record KeyValues(KeyValueStore<Bytes, byte[]> store) implements Opened {

        @Override
        public void put(int entry) {
            store.put(key(entry), value());
        }

        @Override
        public byte[] get(int entry) {
            return store.get(key(entry));
        }
    }

    record Windows(WindowStore<Bytes, byte[]> store) implements Opened {

        @Override
        public void put(int entry) {
            store.put(key(entry), value(), time(entry));
        }

        @Override
        public byte[] get(int entry) {
            return store.fetch(key(entry), time(entry));
        }

        /** In several segments. */
        private static long time(int entry) {
            return DAY.toMillis() + entry * DAY.toMillis() / ENTRIES;
        }
    }

    static Stream<Arguments> damages() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(Damage.values()).map(damage -> Arguments.of(kind, damage)));
    }

    @BeforeEach
    void setUp() {
        configs = new HashMap<>(TaskContext.configs());
        configs.put(FourfoldMetrics.CONFIG_KEY, new FourfoldMetrics(registry));
    }

    @AfterEach
    void tearDown() {
        store.store().close();
    }

    @ParameterizedTest
    @MethodSource("damages")
    void shouldBeWholeOrBeginAnewHoweverItWasDamaged(Kind kind, Damage damage) throws Exception {
        fill(kind);
        store.store().close();
        damage.doTo(directory);

        reopen(kind);

        Optional<Long> offset = Optional.ofNullable(store.store().committedOffset(CHANGELOG));
        assertThat(offset).isIn(Optional.empty(), Optional.of(7L));
        assertThat(entries()).hasSize(offset.isPresent() ? ENTRIES : 0);
        store.put(1);
        assertThat(store.get(1)).isEqualTo(value());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldNotTouchWhatIsSound(Kind kind) {
        fill(kind);
        store.store().close();

        reopen(kind);

        assertThat(entries()).hasSize(ENTRIES);
        assertThat(store.store().committedOffset(CHANGELOG)).isEqualTo(7);
        assertThat(registry.get("fourfold.stores.renewed").counter().count()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldLetItsTaskBeginAnewWhenABadBlockShowsLater(Kind kind) throws Exception {
        fill(kind);
        store.store().close();
        reopen(kind);
        forEach(directory, ".*\\.sst", CorruptedStoreTest::garble);

        assertThatThrownBy(this::entries).isInstanceOf(TaskCorruptedException.class);
        assertThatThrownBy(() -> store.put(1)).isInstanceOf(TaskCorruptedException.class);
        store.store().close();
        reopen(kind);

        assertThat(entries()).isEmpty();
        assertThat(store.store().committedOffset(CHANGELOG)).isNull();
        assertThat(registry.get("fourfold.stores.renewed").counter().count()).isOne();
    }

    @Test
    void shouldLeaveAQuestionToOthersWhenItComesUponABadBlock() throws Exception {
        fill(Kind.CAPTIONS);
        store.store().close();
        reopen(Kind.CAPTIONS);
        forEach(directory, ".*\\.sst", CorruptedStoreTest::garble);

        List<QueryResult<byte[]>> answers = new ArrayList<>();
        for (int entry = 0; entry < ENTRIES; entry++) {
            answers.add(store.store()
                    .query(
                            KeyQuery.<Bytes, byte[]>withKey(key(entry)),
                            PositionBound.unbounded(),
                            new QueryConfig(false)));
        }

        assertThat(answers).anyMatch(QueryResult::isFailure);
        assertThat(answers)
                .filteredOn(QueryResult::isFailure)
                .allMatch(answer -> answer.getFailureReason() == FailureReason.NOT_PRESENT);
        assertThatThrownBy(() -> store.store().commit(Map.of(CHANGELOG, 8L)))
                .isInstanceOf(TaskCorruptedException.class);
    }

    /** Kafka Streams then reads the changelog from the beginning, which has no tombstones of long ago any more. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldKeepNothingWhenItsOffsetIsNoneOfItsChangelog(Kind kind) {
        fill(kind);
        store.store().commit(Map.of());
        store.store().close();

        reopen(kind);

        assertThat(entries()).isEmpty();
    }

    @Test
    void shouldKeepWhatItHasWhileItCannotBeOpenedForAnotherReason() throws Exception {
        fill(Kind.WAITING);
        store.store().close();
        try (Stream<Path> files = Files.walk(directory)) {
            Path database = files.filter(file -> file.endsWith("CURRENT"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            try (DBOptions options = new DBOptions();
                    RocksDB elsewhere = RocksDB.open(options, database.toString(), families(database), handles)) {
                assertThatThrownBy(() -> reopen(Kind.WAITING))
                        .isInstanceOf(TaskCorruptedException.class)
                        .hasStackTraceContaining("lock");
                handles.forEach(ColumnFamilyHandle::close);
            }
        }

        reopen(Kind.WAITING);

        assertThat(entries()).hasSize(ENTRIES);
    }

    private void fill(Kind kind) {
        reopen(kind);
        for (int entry = 0; entry < ENTRIES; entry++) {
            store.put(entry);
        }
        store.store().commit(Map.of(CHANGELOG, 7L));
    }

    /** As Kafka Streams does it. */
    private void reopen(Kind kind) {
        try {
            open(kind);
        } catch (TaskCorruptedException e) {
            store.store().close();
            open(kind);
        }
    }

    private void open(Kind kind) {
        store = kind.make();
        store.store().init(TaskContext.in(directory, configs), store.store());
        store.store().committedOffset(CHANGELOG);
    }

    private List<Integer> entries() {
        List<Integer> found = new ArrayList<>();
        for (int entry = 0; entry < ENTRIES; entry++) {
            if (store.get(entry) != null) {
                found.add(entry);
            }
        }
        return found;
    }

    private static Bytes key(int entry) {
        return Bytes.wrap(("photo-" + entry).getBytes(UTF_8));
    }

    private static byte[] value() {
        return new IndexedImageSerde()
                .serialize(
                        null,
                        new IndexedImage(Optional.empty(), Optional.empty(), "v1", "0".repeat(64), new float[] {1, 0}));
    }

    private interface Change {
        void apply(Path file) throws IOException, RocksDBException;
    }

    private static void forEach(Path task, String name, Change change) throws IOException, RocksDBException {
        try (Stream<Path> files = Files.walk(task)) {
            for (Path file : files.filter(file -> file.getFileName().toString().matches(name))
                    .toList()) {
                change.apply(file);
            }
        }
    }

    private static Path largest(Path task, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(task)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .max(Comparator.comparing(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    /** In place, so that whoever has the file open reads it so. */
    private static void garble(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            int length = (int) Math.min(64, file.length() / 2);
            byte[] bytes = new byte[length];
            file.seek(file.length() / 3);
            file.readFully(bytes);
            for (int i = 0; i < length; i++) {
                bytes[i] ^= (byte) 0xFF;
            }
            file.seek(file.length() / 3);
            file.write(bytes);
        }
    }

    private static void truncate(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
    }

    private static void garbleOffsets(Path database) throws RocksDBException {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (DBOptions options = new DBOptions();
                RocksDB opened = RocksDB.open(options, database.toString(), families(database), handles)) {
            for (ColumnFamilyHandle family : handles) {
                if (new String(family.getName(), UTF_8).equals("offsets")) {
                    opened.put(family, (CHANGELOG.toString()).getBytes(UTF_8), new byte[] {1, 2, 3});
                    opened.put(family, ("offset/" + CHANGELOG).getBytes(UTF_8), new byte[] {1, 2, 3});
                    opened.put(family, "position".getBytes(UTF_8), new byte[] {9, 9, 9});
                }
                family.close();
            }
        }
    }

    private static List<ColumnFamilyDescriptor> families(Path database) throws RocksDBException {
        try (Options options = new Options()) {
            return RocksDB.listColumnFamilies(options, database.toString()).stream()
                    .map(ColumnFamilyDescriptor::new)
                    .toList();
        }
    }
}
