package io.fourfold.topology.store;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.TimestampedBytesStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable store that remembers when it was committed last, and empties itself when it opens if that is longer ago than
 * its topics keep tombstones; Kafka Streams then restores it from the beginning.
 *
 * <p>The time is committed as one more offset (KIP-1035). So it is durable exactly with what the store has read: after a
 * crash, which may take the store back to a commit of long ago, the time is that commit's.
 */
class DatedStore implements KeyValueStore<Bytes, byte[]> {

    /** No topic; its offset is the time of the last commit in ms since 1970. */
    static final TopicPartition COMMITTED_AT = new TopicPartition("__committed-at", 0);

    /** Kafka Streams opens and commits every store at start, before it reads on. */
    private static final Duration READS_ON_WITHIN = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(DatedStore.class);

    private final KeyValueStore<Bytes, byte[]> inner;
    private final StoreAge age;
    private long openedAt;

    private DatedStore(KeyValueStore<Bytes, byte[]> inner, StoreAge age) {
        this.inner = inner;
        this.age = age;
    }

    /**
     * Dates a store.
     *
     * @param inner manages its offsets (KIP-1035)
     */
    static KeyValueStore<Bytes, byte[]> of(KeyValueStore<Bytes, byte[]> inner, StoreAge age) {
        return inner instanceof TimestampedBytesStore ? new Timestamped(inner, age) : new DatedStore(inner, age);
    }

    /** Its values begin with a timestamp, as those of tables do; Kafka Streams asks for the type. */
    private static final class Timestamped extends DatedStore implements TimestampedBytesStore {

        Timestamped(KeyValueStore<Bytes, byte[]> inner, StoreAge age) {
            super(inner, age);
        }

        /**
         * Looks up by itself: Kafka's own store takes the lock of its position before that of the store, and a write does it
         * the other way round, so that both can stop for good (KAFKA-19629).
         */
        @Override
        @SuppressWarnings("unchecked") // The query's own class fixes its result's.
        public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
            return query instanceof KeyQuery<?, ?> lookUp && bound.isUnbounded()
                    ? (QueryResult<R>) QueryResult.forResult(get((Bytes) lookUp.getKey()))
                    : super.query(query, bound, config);
        }
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        inner.init(context, root);
        openedAt = age.now();
        Long committedAt = inner.committedOffset(COMMITTED_AT);
        if (committedAt != null && age.exceededSince(committedAt)) {
            LOG.warn(
                    "Store '{}' of task {} was committed last at {}; it may have missed deletes and is restored from the"
                            + " beginning",
                    name(),
                    context.taskId(),
                    Instant.ofEpochMilli(committedAt));
            empty();
        }
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        if (changelogOffsets.isEmpty()) {
            inner.commit(changelogOffsets);
            return;
        }
        Map<TopicPartition, Long> dated = new HashMap<>(changelogOffsets);
        if (hasReadOn()) {
            dated.put(COMMITTED_AT, age.now());
        }
        inner.commit(dated);
    }

    private boolean hasReadOn() {
        return inner.committedOffset(COMMITTED_AT) == null || age.now() - openedAt >= READS_ON_WITHIN.toMillis();
    }

    /** Its offsets last, so that a crash meanwhile leaves a store that is still too old. */
    private void empty() {
        try (KeyValueIterator<Bytes, byte[]> all = inner.all()) {
            all.forEachRemaining(entry -> inner.delete(entry.key));
        }
        inner.commit(Map.of());
    }

    @Override
    public Long committedOffset(TopicPartition partition) {
        return inner.committedOffset(partition);
    }

    @Override
    @SuppressWarnings("deprecation") // KIP-1035 asks new stores to return true until the method goes.
    public boolean managesOffsets() {
        return inner.managesOffsets();
    }

    @Override
    public void put(Bytes key, byte[] value) {
        inner.put(key, value);
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        return inner.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        inner.putAll(entries);
    }

    @Override
    public byte[] delete(Bytes key) {
        return inner.delete(key);
    }

    @Override
    public byte[] get(Bytes key) {
        return inner.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return inner.range(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
        return inner.reverseRange(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return inner.all();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseAll() {
        return inner.reverseAll();
    }

    @Override
    public <PS extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, PS serializer) {
        return inner.prefixScan(prefix, serializer);
    }

    @Override
    public long approximateNumEntries() {
        return inner.approximateNumEntries();
    }

    @Override
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        return inner.query(query, bound, config);
    }

    @Override
    public Position getPosition() {
        return inner.getPosition();
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public boolean persistent() {
        return inner.persistent();
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }

    @Override
    public void close() {
        inner.close();
    }
}
