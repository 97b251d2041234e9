package io.fourfold.topology.store;

import io.fourfold.topology.error.FailureKind;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.similarity.Axes;
import io.fourfold.topology.similarity.NextPhotos;
import io.fourfold.topology.similarity.PhotoCount;
import io.fourfold.topology.similarity.ScanKernel;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.VectorMirror;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The embeddings of one partition, durable in RocksDB and searched in memory. Keys are image ids in UTF-8, values as in
 * {@link IndexedImageSerde}. Answers {@link SimilarImages}, {@link PhotoCount}, {@link NextPhotos} and {@link KeyQuery} (IQv2, KIP-796), active or standby, and
 * keeps its own changelog offsets (KIP-1035).
 *
 * <p>A query scans the quantised vectors in memory, which know the bound of their error, and ranks the few that may be among the best
 * by the exact vectors in RocksDB. The memory part is filled from RocksDB in the background, from the moment the store
 * opens; who needs it waits. (Kafka Streams opens every store it finds on disk once at start, only to read its offsets.)
 *
 * <p>For {@code at_least_once}, where replaying what the store already has is harmless. Under {@code exactly_once_v2} it
 * would keep what an aborted transaction wrote.
 */
public final class SimilarityStore implements KeyValueStore<Bytes, byte[]> {

    private static final String DIRECTORY = "similarity";

    private final String name;
    private final Axes axes;
    private final UnaryOperator<byte[]> stored;
    private final ScanKernel kernel = ScanKernel.fastest();

    private volatile Opened opened;
    private volatile StateStoreContext context;

    /** What exists while the store is open. */
    private record Opened(RocksImages images, LoadingMirror mirror, Position position, Runnable endOfMetrics) {

        SimilarImages.Hits search(SimilarImages query) {
            return new ExactRanking(query, images).rank(mirror.get().search(query));
        }

        /** Of all, as many as have been read so far; waits for nothing. */
        long count(PhotoCount query) {
            return query.visibility().unrestricted()
                    ? mirror.size()
                    : mirror.get().count(query.visibility());
        }
    }

    SimilarityStore(String name, Axes axes, UnaryOperator<byte[]> stored) {
        this.stored = stored;
        this.name = name;
        this.axes = axes;
    }

    @Override
    public void init(StateStoreContext stateStoreContext, StateStore root) {
        context = stateStoreContext;
        if (opened == null) {
            RocksImages images = new RocksImages(
                    stateStoreContext.stateDir().toPath().resolve(DIRECTORY).resolve(name),
                    RocksMemory.in(stateStoreContext.appConfigs()));
            LoadingMirror mirror = new LoadingMirror(name, new VectorMirror(axes, kernel), images);
            opened = new Opened(images, mirror, images.committedPosition(), publish(mirror));
            mirror.start();
        }
        stateStoreContext.register(root, (BatchingStateRestoreCallback) this::restore);
    }

    @Override
    public void put(Bytes key, byte[] value) {
        Opened store = open();
        // The mirror checks the vector, so it goes first: what it refuses must not become durable.
        store.mirror.put(key.get(), value);
        store.images.put(key, value);
        advance(store.position);
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        byte[] old = get(key);
        if (old == null) {
            put(key, value);
        }
        return old;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte[] delete(Bytes key) {
        byte[] old = get(key);
        put(key, null);
        return old;
    }

    @Override
    public byte[] get(Bytes key) {
        return open().images.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return open().images.range(from, to, true);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
        return open().images.range(from, to, false);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return range(null, null);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseAll() {
        return reverseRange(null, null);
    }

    @Override
    public <PS extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, PS serializer) {
        Bytes from = Bytes.wrap(serializer.serialize(null, prefix));
        return new PrefixIterator(open().images.range(from, null, true), from);
    }

    /** Number of images; exact once they have been read from disk. */
    @Override
    public long approximateNumEntries() {
        return open().mirror.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return opened != null;
    }

    @Override
    public synchronized void close() {
        Opened store = opened;
        opened = null;
        if (store != null) {
            store.endOfMetrics.run();
            store.images.close();
        }
    }

    @Override
    @SuppressWarnings("deprecation") // KIP-1035 asks new stores to return true until the method goes.
    public boolean managesOffsets() {
        return true;
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        Opened store = open();
        store.images.commit(changelogOffsets, store.position);
    }

    @Override
    public Long committedOffset(TopicPartition partition) {
        return open().images.committedOffset(partition).orElse(null);
    }

    @Override
    public Position getPosition() {
        return open().position;
    }

    /** @throws IllegalArgumentException if the query's vector has another size or holds a number that is not finite */
    @Override
    @SuppressWarnings("unchecked") // The query's own class fixes its result's.
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        long start = System.nanoTime();
        QueryResult<R> result;
        if (query instanceof SimilarImages similar) {
            result = (QueryResult<R>) answer(bound, store -> store.search(similar));
        } else if (query instanceof PhotoCount count) {
            result = (QueryResult<R>) answer(bound, store -> store.count(count));
        } else if (query instanceof NextPhotos next) {
            result = (QueryResult<R>) answer(bound, store -> store.mirror.get().next(next));
        } else if (query instanceof KeyQuery<?, ?> keyQuery) {
            result = (QueryResult<R>) answer(bound, store -> store.images.get((Bytes) keyQuery.getKey()));
        } else {
            result = QueryResult.forUnknownQueryType(query, this);
        }
        if (config.isCollectExecutionInfo()) {
            result.addExecutionInfo("Handled in " + getClass() + " in " + (System.nanoTime() - start) + " ns");
        }
        return result;
    }

    private Runnable publish(LoadingMirror mirror) {
        return Optional.ofNullable((FourfoldMetrics) context.appConfigs().get(FourfoldMetrics.CONFIG_KEY))
                .map(metrics -> metrics.indexMemory(context.taskId().toString(), mirror::memoryBytes))
                .orElse(() -> {});
    }

    private <T> QueryResult<T> answer(PositionBound bound, Function<Opened, T> read) {
        try {
            Opened store = open();
            if (!reached(bound.position(), store.position)) {
                return QueryResult.notUpToBound(
                        store.position, bound, context.taskId().partition());
            }
            // Taken before reading, so that the answer is at least as new as it says.
            Position position = store.position.copy();
            QueryResult<T> result = QueryResult.forResult(read.apply(store));
            result.setPosition(position);
            return result;
        } catch (IllegalArgumentException | ProcessorStateException e) {
            // Not the store fails but who asks, and no reason of failure says so; or its disk, and who guards it must
            // know.
            throw e;
        } catch (InvalidStateStoreException e) {
            return QueryResult.forFailure(FailureReason.NOT_PRESENT, e.getMessage());
        } catch (RuntimeException e) {
            return QueryResult.forFailure(FailureReason.STORE_EXCEPTION, e.toString());
        }
    }

    private boolean reached(Position wanted, Position actual) {
        int partition = context.taskId().partition();
        for (String topic : wanted.getTopics()) {
            Long offset = wanted.getPartitionPositions(topic).get(partition);
            Long reached = actual.getPartitionPositions(topic).get(partition);
            if (offset != null && (reached == null || reached < offset)) {
                return false;
            }
        }
        return true;
    }

    /** Leaves out what cannot be kept: the task has sent it to the dead letters. */
    private void restore(Collection<KeyValue<byte[], byte[]>> records) {
        Opened store = open();
        List<KeyValue<byte[], byte[]>> kept = new ArrayList<>(records.size());
        for (KeyValue<byte[], byte[]> entry : records) {
            try {
                byte[] value = entry.value == null ? null : stored.apply(entry.value);
                store.mirror.put(entry.key, value);
                kept.add(KeyValue.pair(entry.key, value));
            } catch (RuntimeException e) {
                if (FailureKind.of(e) == FailureKind.TRANSIENT) {
                    throw e;
                }
            }
        }
        store.images.putAll(kept);
    }

    private void advance(Position position) {
        context.recordMetadata()
                .filter(record -> record.topic() != null)
                .ifPresent(record -> position.withComponent(record.topic(), record.partition(), record.offset()));
    }

    private Opened open() {
        Opened store = opened;
        if (store == null) {
            throw new InvalidStateStoreException("The similarity store '" + name + "' is closed");
        }
        return store;
    }
}
