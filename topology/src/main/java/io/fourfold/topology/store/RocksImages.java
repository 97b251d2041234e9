package io.fourfold.topology.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The similarity store's durable part: one RocksDB with a column family for the images and one for changelog offsets
 * and the position. Writes go through the write-ahead log, so after a crash the offsets are never ahead of the images.
 *
 * <p>Safe for concurrent use; closing waits for running reads, since native memory must not vanish under them.
 */
final class RocksImages implements AutoCloseable {

    private static final byte[] OFFSETS_FAMILY = "offsets".getBytes(StandardCharsets.UTF_8);
    private static final byte[] POSITION_KEY = "position".getBytes(StandardCharsets.UTF_8);
    private static final String OFFSET_KEY_PREFIX = "offset/";
    private static final long WRITE_BUFFER_BYTES = 16L * 1024 * 1024;
    private static final long MAX_LOG_BYTES = 64L * 1024 * 1024;

    private final DBOptions options;
    private final ColumnFamilyOptions imageOptions;
    private final ColumnFamilyOptions offsetOptions = new ColumnFamilyOptions();
    private final WriteOptions writeOptions = new WriteOptions();
    private final List<ColumnFamilyHandle> families = new ArrayList<>();
    private final RocksDB database;
    private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();
    private final Set<RocksIterator> openIterators = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /**
     * Opens or creates the database.
     *
     * @throws ProcessorStateException if that fails
     */
    RocksImages(Path directory) {
        options = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setMaxTotalWalSize(MAX_LOG_BYTES)
                .setKeepLogFileNum(2)
                .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL);
        imageOptions = new ColumnFamilyOptions().setWriteBufferSize(WRITE_BUFFER_BYTES);
        List<ColumnFamilyDescriptor> descriptors = List.of(
                new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, imageOptions),
                new ColumnFamilyDescriptor(OFFSETS_FAMILY, offsetOptions));
        try {
            Files.createDirectories(directory);
            database = RocksDB.open(options, directory.toString(), descriptors, families);
        } catch (RocksDBException | IOException e) {
            closeOptions();
            throw new ProcessorStateException("The similarity store at " + directory + " cannot be opened", e);
        }
    }

    byte[] get(Bytes key) {
        return reading("get", () -> database.get(images(), key.get()));
    }

    /** Writes one image; null deletes. */
    void put(Bytes key, byte[] value) {
        putAll(List.of(KeyValue.pair(key.get(), value)));
    }

    /** Writes all or nothing; null values delete. */
    void putAll(Collection<KeyValue<byte[], byte[]>> entries) {
        write(batch -> {
            for (KeyValue<byte[], byte[]> entry : entries) {
                if (entry.value == null) {
                    batch.delete(images(), entry.key);
                } else {
                    batch.put(images(), entry.key, entry.value);
                }
            }
        });
    }

    /** All images between two keys, both inclusive, null for an open end, in the order of their bytes. */
    KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to, boolean forward) {
        return reading("range", () -> {
            RocksIterator iterator = database.newIterator(images());
            openIterators.add(iterator);
            return new RocksImageIterator(iterator, from, to, forward, closing.readLock(), openIterators);
        });
    }

    /**
     * Keeps changelog offsets and the position together; a null offset removes that partition's, no offsets at all
     * remove every one (KIP-1035).
     */
    void commit(Map<TopicPartition, Long> changelogOffsets, Position position) {
        write(batch -> {
            if (changelogOffsets.isEmpty()) {
                batch.deleteRange(offsets(), offsetKey(""), offsetKey("\uFFFF"));
            }
            for (Map.Entry<TopicPartition, Long> entry : changelogOffsets.entrySet()) {
                byte[] key = offsetKey(entry.getKey().toString());
                if (entry.getValue() == null) {
                    batch.delete(offsets(), key);
                } else {
                    batch.put(
                            offsets(),
                            key,
                            ByteBuffer.allocate(Long.BYTES)
                                    .putLong(entry.getValue())
                                    .array());
                }
            }
            batch.put(offsets(), POSITION_KEY, PositionText.write(position).getBytes(StandardCharsets.UTF_8));
        });
    }

    Optional<Long> committedOffset(TopicPartition partition) {
        byte[] value = reading("committed offset", () -> database.get(offsets(), offsetKey(partition.toString())));
        return Optional.ofNullable(value).map(bytes -> ByteBuffer.wrap(bytes).getLong());
    }

    Position committedPosition() {
        byte[] value = reading("position", () -> database.get(offsets(), POSITION_KEY));
        return value == null ? Position.emptyPosition() : PositionText.read(new String(value, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            openIterators.forEach(RocksIterator::close);
            openIterators.clear();
            families.forEach(ColumnFamilyHandle::close);
            database.close();
            closeOptions();
        } finally {
            closing.writeLock().unlock();
        }
    }

    private interface Access<T> {
        T run() throws RocksDBException;
    }

    private interface Change {
        void addTo(WriteBatch batch) throws RocksDBException;
    }

    private <T> T reading(String what, Access<T> access) {
        Lock lock = closing.readLock();
        lock.lock();
        try {
            if (closed) {
                throw new InvalidStateStoreException("The similarity store is closed");
            }
            return access.run();
        } catch (RocksDBException e) {
            throw new ProcessorStateException("The similarity store failed: " + what, e);
        } finally {
            lock.unlock();
        }
    }

    private void write(Change change) {
        reading("write", () -> {
            try (WriteBatch batch = new WriteBatch()) {
                change.addTo(batch);
                database.write(writeOptions, batch);
            }
            return null;
        });
    }

    private ColumnFamilyHandle images() {
        return families.get(0);
    }

    private ColumnFamilyHandle offsets() {
        return families.get(1);
    }

    private static byte[] offsetKey(String partition) {
        return (OFFSET_KEY_PREFIX + partition).getBytes(StandardCharsets.UTF_8);
    }

    private void closeOptions() {
        writeOptions.close();
        offsetOptions.close();
        imageOptions.close();
        options.close();
    }
}
