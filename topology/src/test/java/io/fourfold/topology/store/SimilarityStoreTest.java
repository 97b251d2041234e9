package io.fourfold.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.similarity.Axes;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimilarityStoreTest {

    private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 0);

    @TempDir
    Path directory;

    private StoreContext context;
    private SimilarityStore store;

    @BeforeEach
    void setUp() {
        context = new StoreContext(directory);
        store = opened();
    }

    @AfterEach
    void tearDown() {
        store.close();
    }

    @Test
    void shouldReturnWhatWasPut() {
        store.put(key("a"), image(1, 0));

        assertThat(store.get(key("a"))).isEqualTo(image(1, 0));
    }

    @Test
    void shouldReturnOldValueOnDelete() {
        store.put(key("a"), image(1, 0));

        assertThat(store.delete(key("a"))).isEqualTo(image(1, 0));
        assertThat(store.get(key("a"))).isNull();
    }

    @Test
    void shouldNotOverwriteOnPutIfAbsent() {
        store.put(key("a"), image(1, 0));

        assertThat(store.putIfAbsent(key("a"), image(0, 1))).isEqualTo(image(1, 0));
        assertThat(store.get(key("a"))).isEqualTo(image(1, 0));
    }

    @Test
    void shouldWalkAllImagesInOrder() {
        store.putAll(List.of(pair("b"), pair("a"), pair("c")));

        assertThat(keys(store.all())).containsExactly("a", "b", "c");
        assertThat(keys(store.reverseAll())).containsExactly("c", "b", "a");
    }

    @Test
    void shouldWalkRangesWithBothEnds() {
        store.putAll(List.of(pair("a"), pair("b"), pair("c"), pair("d")));

        assertThat(keys(store.range(key("b"), key("c")))).containsExactly("b", "c");
        assertThat(keys(store.reverseRange(key("b"), key("c")))).containsExactly("c", "b");
        assertThat(keys(store.range(null, key("b")))).containsExactly("a", "b");
        assertThat(keys(store.range(key("d"), key("a")))).isEmpty();
    }

    @Test
    void shouldWalkImagesWithPrefix() {
        store.putAll(List.of(pair("a-1"), pair("a-2"), pair("b-1")));

        assertThat(keys(store.prefixScan("a-", new StringSerializer()))).containsExactly("a-1", "a-2");
    }

    @Test
    void shouldCountExactly() {
        store.putAll(List.of(pair("a"), pair("b")));
        store.put(key("a"), image(0, 1));
        store.delete(key("b"));

        assertThat(store.approximateNumEntries()).isEqualTo(1);
    }

    @Test
    void shouldFindNearestFirst() {
        store.put(key("east"), image(1, 0));
        store.put(key("north"), image(0, 1));
        store.put(key("north-east"), image(1, 1));

        assertThat(search(3, 0.1f).hits())
                .extracting(SimilarImage::imageId)
                .containsExactly("east", "north-east", "north");
    }

    @Test
    void shouldNotFindDeleted() {
        store.put(key("a"), image(1, 0));
        store.delete(key("a"));

        assertThat(search(1, 0).hits()).isEmpty();
    }

    @Test
    void shouldRefuseVectorOfOtherSizeAndKeepNothingOfIt() {
        byte[] wrong = serialized(new float[] {1, 2, 3});

        assertThatThrownBy(() -> store.put(key("a"), wrong)).hasMessageContaining("3 numbers");
        assertThat(store.get(key("a"))).isNull();
    }

    @Test
    void shouldKeepImagesAfterReopening() {
        store.put(key("a"), image(1, 0));
        store.close();
        store = opened();

        assertThat(store.get(key("a"))).isEqualTo(image(1, 0));
        assertThat(search(1, 0).hits()).extracting(SimilarImage::imageId).containsExactly("a");
    }

    @Test
    void shouldBeInitialisedTwiceWithoutLosingAnything() {
        store.put(key("a"), image(1, 0));
        store.init(context, store);

        assertThat(search(1, 0).hits()).hasSize(1);
    }

    @Test
    void shouldStartEmptyAfterItsDirectoryWasWiped() throws Exception {
        store.put(key("a"), image(1, 0));
        store.close();
        Utils.delete(directory.resolve("similarity").toFile());
        store = opened();

        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void shouldRestoreBatches() {
        store.put(key("gone"), image(1, 0));
        List<KeyValue<byte[], byte[]>> batch = List.of(
                KeyValue.pair(bytes("a"), image(1, 0)),
                KeyValue.pair(bytes("b"), image(0, 1)),
                KeyValue.pair(bytes("gone"), null));

        context.restore(batch);

        assertThat(keys(store.all())).containsExactly("a", "b");
        assertThat(search(1, 0).hits()).extracting(SimilarImage::imageId).containsExactly("a", "b");
    }

    @Test
    void shouldRestoreWhatItKeepsOfItsSourceAndLeaveOutWhatItCannotKeep() {
        SimilarityStore other = openedFromSource(SimilarityStoreTest::unwrapped);
        try {
            context.restore(List.of(
                    KeyValue.pair(bytes("unreadable"), bytes("nonsense")),
                    KeyValue.pair(bytes("of another size"), wrapped(serialized(new float[] {1, 0, 0}))),
                    KeyValue.pair(bytes("a"), wrapped(image(1, 0))),
                    KeyValue.pair(bytes("gone"), wrapped(image(0, 1))),
                    KeyValue.pair(bytes("gone"), null)));

            assertThat(keys(other.all())).containsExactly("a");
            assertThat(other.get(key("a"))).isEqualTo(image(1, 0));
        } finally {
            other.close();
        }
    }

    @Test
    void shouldFailToRestoreWhatMayBeReadableLater() {
        SimilarityStore other = openedFromSource(value -> {
            throw new TimeoutException("the registry is away");
        });
        try {
            assertThatThrownBy(() -> context.restore(List.of(KeyValue.pair(bytes("a"), image(1, 0)))))
                    .isInstanceOf(TimeoutException.class);
            assertThat(keys(other.all())).isEmpty();
        } finally {
            other.close();
        }
    }

    private SimilarityStore openedFromSource(UnaryOperator<byte[]> stored) {
        SimilarityStore other = new SimilarityStore("from-source", new Axes(2, List.of()), stored);
        other.init(context, other);
        return other;
    }

    private static byte[] wrapped(byte[] value) {
        return ByteBuffer.allocate(1 + value.length).put((byte) 'x').put(value).array();
    }

    private static byte[] unwrapped(byte[] source) {
        if (source[0] != 'x') {
            throw new SerializationException("not of this topic");
        }
        return Arrays.copyOfRange(source, 1, source.length);
    }

    @Test
    void shouldKeepCommittedOffsetAfterReopening() {
        store.commit(Map.of(CHANGELOG, 41L));
        store.close();
        store = opened();

        assertThat(store.committedOffset(CHANGELOG)).isEqualTo(41L);
        assertThat(store.committedOffset(new TopicPartition("changelog", 1))).isNull();
    }

    @Test
    void shouldNotKnowTheOffsetOfAnImageThatACrashLost() throws Exception {
        store.put(key("a"), image(1, 0));
        store.commit(Map.of(CHANGELOG, 41L));

        StoreContext afterCrash = new StoreContext(copyOf(directory.resolve("similarity")));
        SimilarityStore recovered = new SimilarityStore("similarity", new Axes(2, List.of()), UnaryOperator.identity());
        recovered.init(afterCrash, recovered);
        try {
            assertThat(recovered.get(key("a")) == null).isEqualTo(recovered.committedOffset(CHANGELOG) == null);
        } finally {
            recovered.close();
        }
    }

    @Test
    void shouldForgetOffsetOnNull() {
        TopicPartition other = new TopicPartition("changelog", 1);
        store.commit(Map.of(CHANGELOG, 41L, other, 7L));
        Map<TopicPartition, Long> forgetting = new HashMap<>();
        forgetting.put(CHANGELOG, null);
        store.commit(forgetting);

        assertThat(store.committedOffset(CHANGELOG)).isNull();
        assertThat(store.committedOffset(other)).isEqualTo(7L);
    }

    @Test
    void shouldForgetAllOffsetsOnEmptyCommit() {
        store.commit(Map.of(CHANGELOG, 41L));
        store.commit(Map.of());

        assertThat(store.committedOffset(CHANGELOG)).isNull();
    }

    @Test
    void shouldTellHowFarItHasRead() {
        context.processing("photos.image.embedded", 0, 17);
        store.put(key("a"), image(1, 0));

        assertThat(store.getPosition().getPartitionPositions("photos.image.embedded"))
                .containsEntry(0, 17L);
    }

    @Test
    void shouldKeepPositionAfterReopening() {
        context.processing("photos.image.embedded", 0, 17);
        store.put(key("a"), image(1, 0));
        store.commit(Map.of(CHANGELOG, 1L));
        store.close();
        store = opened();

        assertThat(store.getPosition())
                .isEqualTo(Position.emptyPosition().withComponent("photos.image.embedded", 0, 17));
    }

    @Test
    void shouldRefuseQueryBeyondItsPosition() {
        Position ahead = Position.emptyPosition().withComponent("photos.image.embedded", 0, 18);
        context.processing("photos.image.embedded", 0, 17);
        store.put(key("a"), image(1, 0));

        QueryResult<SimilarImages.Hits> result =
                store.query(SimilarImages.of(new float[] {1, 0}, 1), PositionBound.at(ahead), new QueryConfig(false));

        assertThat(result.getFailureReason()).isEqualTo(FailureReason.NOT_UP_TO_BOUND);
    }

    @Test
    void shouldAnswerKeyQuery() {
        store.put(key("a"), image(1, 0));

        QueryResult<byte[]> result = ask(KeyQuery.withKey(key("a")));
        assertThat(result.getResult()).isEqualTo(image(1, 0));
    }

    @Test
    void shouldSayThatItDoesNotKnowOtherQueries() {
        QueryResult<KeyValueIterator<Bytes, byte[]>> result = ask(RangeQuery.withNoBounds());

        assertThat(result.getFailureReason()).isEqualTo(FailureReason.UNKNOWN_QUERY_TYPE);
    }

    @Test
    void shouldRefuseQueryWithABadVector() {
        assertThatThrownBy(() -> ask(SimilarImages.of(new float[] {1, 2, 3}, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 numbers");
        assertThatThrownBy(() -> ask(SimilarImages.of(new float[] {1, Float.NaN}, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not finite");
    }

    @Test
    void shouldFailWhenItsDiskCannotBeRead() {
        try (RocksImages images =
                new RocksImages(directory.resolve("similarity").resolve("broken"), Optional.empty())) {
            images.put(key("a"), new byte[] {99});
        }
        SimilarityStore broken = new SimilarityStore("broken", new Axes(2, List.of()), UnaryOperator.identity());
        broken.init(context, broken);

        assertThatThrownBy(() -> broken.query(
                        SimilarImages.of(new float[] {1, 0}, 1), PositionBound.unbounded(), new QueryConfig(false)))
                .isInstanceOf(ProcessorStateException.class);
        assertThatThrownBy(() -> broken.put(key("b"), image(1, 0)))
                .isInstanceOf(ProcessorStateException.class)
                .hasMessageContaining("cannot be read from disk");
        broken.close();
    }

    @Test
    void shouldAnswerNothingOnceClosed() {
        store.close();

        assertThat(store.isOpen()).isFalse();
        assertThat(ask(SimilarImages.of(new float[] {1, 0}, 1)).getFailureReason())
                .isEqualTo(FailureReason.NOT_PRESENT);
        assertThatThrownBy(() -> store.get(key("a"))).isInstanceOf(InvalidStateStoreException.class);
    }

    @Test
    void shouldFailIteratorInsteadOfCrashingOnceClosed() {
        store.put(key("a"), image(1, 0));
        KeyValueIterator<Bytes, byte[]> iterator = store.all();
        store.close();

        assertThatThrownBy(iterator::hasNext).isInstanceOf(InvalidStateStoreException.class);
        iterator.close();
    }

    @Test
    void shouldPublishItsMemoryWhileItIsOpen() {
        MeterRegistry registry = new SimpleMeterRegistry();
        StoreContext measured =
                new StoreContext(directory, Map.of(FourfoldMetrics.CONFIG_KEY, new FourfoldMetrics(registry)));
        SimilarityStore other = new SimilarityStore("measured", new Axes(2, List.of()), UnaryOperator.identity());
        other.init(measured, other);
        other.put(key("a"), image(1, 0));

        assertThat(registry.get("fourfold.index.memory")
                        .tag("task", "0_0")
                        .gauge()
                        .value())
                .isPositive();
        other.close();
        assertThat(registry.find("fourfold.index.memory").gauge()).isNull();
    }

    @Test
    void shouldShareNativeMemory() {
        try (RocksMemory memory = new RocksMemory()) {
            StoreContext sharing = new StoreContext(directory, Map.of(RocksMemory.CONFIG_KEY, memory));
            SimilarityStore other = new SimilarityStore("sharing", new Axes(2, List.of()), UnaryOperator.identity());
            other.init(sharing, other);
            long before = memory.cache().getUsage();
            for (int i = 0; i < 5_000; i++) {
                other.put(key("image-" + i), image(1, i));
            }

            // Write buffers count against the cache.
            assertThat(memory.cache().getUsage()).isGreaterThan(before);
            other.close();
        }
    }

    @Test
    void shouldLetQueriesWaitUntilItHasReadItsImages() {
        store.putAll(IntStream.range(0, 3_000).mapToObj(i -> pair("image-" + i)).toList());
        store.close();
        store = opened();

        assertThat(ask(SimilarImages.of(new float[] {1, 0}, 3_000)).getResult().hits())
                .hasSize(3_000);
    }

    @Test
    void shouldStopReadingItsImagesWhenItCloses() {
        store.putAll(IntStream.range(0, 3_000).mapToObj(i -> pair("image-" + i)).toList());
        store.close();
        store = opened();
        store.close();
        store = opened();

        assertThat(store.get(key("image-7"))).isEqualTo(image(1, 0));
    }

    @Test
    void shouldCloseTwice() {
        store.close();
        store.close();

        assertThat(store.isOpen()).isFalse();
    }

    /** What a killed process leaves behind. */
    private Path copyOf(Path databases) throws IOException {
        Path copy = Files.createDirectories(directory.resolve("crashed"));
        try (Stream<Path> paths = Files.walk(databases)) {
            for (Path path : paths.toList()) {
                Files.copy(path, copy.resolve(directory.relativize(path)));
            }
        }
        return copy;
    }

    private SimilarityStore opened() {
        SimilarityStore opened = new SimilarityStore("similarity", new Axes(2, List.of()), UnaryOperator.identity());
        opened.init(context, opened);
        return opened;
    }

    private SimilarImages.Hits search(float x, float y) {
        return ask(SimilarImages.of(new float[] {x, y}, 10)).getResult();
    }

    private <R> QueryResult<R> ask(Query<R> query) {
        return store.query(query, PositionBound.unbounded(), new QueryConfig(false));
    }

    private static KeyValue<Bytes, byte[]> pair(String id) {
        return KeyValue.pair(key(id), image(1, 0));
    }

    private static List<String> keys(KeyValueIterator<Bytes, byte[]> iterator) {
        try (iterator) {
            List<String> keys = new ArrayList<>();
            iterator.forEachRemaining(entry -> keys.add(new String(entry.key.get(), StandardCharsets.UTF_8)));
            return keys;
        }
    }

    private static Bytes key(String id) {
        return Bytes.wrap(bytes(id));
    }

    private static byte[] bytes(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] image(float x, float y) {
        return serialized(new float[] {x, y});
    }

    private static byte[] serialized(float[] vector) {
        return new IndexedImageSerde()
                .serialize(null, new IndexedImage(Optional.empty(), Optional.empty(), "v1", "ab", vector));
    }
}
