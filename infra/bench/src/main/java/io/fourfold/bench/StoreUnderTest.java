package io.fourfold.bench;

import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.similarity.Axes;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.store.IndexedImageSerde;
import io.fourfold.topology.store.RocksMemory;
import io.fourfold.topology.store.SimilarityStoreSupplier;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The similarity store alone, fed in batches as Kafka Streams restores it, but with rows as it keeps them: without Avro. */
final class StoreUnderTest implements VectorSearch, AutoCloseable {

    private static final String MODEL_VERSION = "bench";
    private static final String SHA256 = "0".repeat(64);

    /** Kafka's default of records that a poll returns. */
    private static final int BATCH = 1_000;

    private static final int PHOTOS_OF_AN_OWNER = 500;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final RocksMemory memory = new RocksMemory();
    private final BareContext context;
    private final KeyValueStore<Bytes, byte[]> store;

    StoreUnderTest(Path directory, Axes axes) {
        context = new BareContext(
                directory,
                Map.of(RocksMemory.CONFIG_KEY, memory, FourfoldMetrics.CONFIG_KEY, new FourfoldMetrics(registry)));
        store = new SimilarityStoreSupplier("similarity", axes).get();
        store.init(context, store);
    }

    /** Restores the first {@code count} vectors; returns the seconds that the store took for it. */
    double restore(PhotoVectors vectors, int count) {
        return feed(vectors, count, context::restore);
    }

    /** Hands over the first {@code count} vectors as rows of the store; returns the seconds that the target took. */
    static double feed(PhotoVectors vectors, int count, Consumer<Collection<KeyValue<byte[], byte[]>>> target) {
        IndexedImageSerde serde = new IndexedImageSerde();
        long nanos = 0;
        List<KeyValue<byte[], byte[]>> batch = new ArrayList<>(BATCH);
        for (int number = 0; number < count; number++) {
            batch.add(KeyValue.pair(
                    PhotoVectors.id(number).getBytes(StandardCharsets.UTF_8),
                    serde.serialize(null, image(number, vectors.vector(number)))));
            if (batch.size() == BATCH || number == count - 1) {
                long start = System.nanoTime();
                target.accept(batch);
                nanos += System.nanoTime() - start;
                batch.clear();
            }
        }
        return nanos / 1e9;
    }

    /** Reads every row once and does nothing with it; returns the seconds. */
    double scan() {
        long start = System.nanoTime();
        try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
            rows.forEachRemaining(row -> {});
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Bytes of memory that the store says it takes. */
    double reportedBytes() {
        return registry.get("fourfold.index.memory").gauge().value();
    }

    @Override
    public int[] search(float[] query, int k) {
        return store
                .query(SimilarImages.of(query, k), PositionBound.unbounded(), new QueryConfig(false))
                .getResult()
                .hits()
                .stream()
                .mapToInt(hit -> PhotoVectors.number(hit.imageId()))
                .toArray();
    }

    @Override
    public void close() {
        store.close();
        memory.close();
    }

    private static IndexedImage image(int number, float[] vector) {
        return new IndexedImage(
                Optional.of("owner-" + number / PHOTOS_OF_AN_OWNER), Optional.empty(), MODEL_VERSION, SHA256, vector);
    }
}
