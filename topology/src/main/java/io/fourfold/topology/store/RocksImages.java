package io.fourfold.topology.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * The similarity store's durable part: one RocksDB with a column family for the images and one for changelog offsets
 * and the position. After a crash it is as it was at its last flush, the offsets with the images.
 *
 * <p>Safe for concurrent use; closing waits for running reads, since native memory must not vanish under them.
 */
final class RocksImages implements AutoCloseable {

    private static final byte[] OFFSETS_FAMILY = "offsets".getBytes(StandardCharsets.UTF_8);
    private static final byte[] POSITION_KEY = "position".getBytes(StandardCharsets.UTF_8);
    private static final String OFFSET_KEY_PREFIX = "offset/";
    /** A closing store waits for so many rows of a scan. */
    private static final int SCANNED_AT_ONCE = 256;

    private final RocksSettings settings;
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
    RocksImages(Path directory, Optional<RocksMemory> memory) {
        settings = new RocksSettings(memory);
        try {
            Files.createDirectories(directory);
            database = RocksDB.open(
                    settings.database(), directory.toString(), settings.families(OFFSETS_FAMILY), families);
        } catch (RocksDBException | IOException e) {
            settings.close();
            throw new ProcessorStateException("The similarity store at " + directory + " cannot be opened", e);
        }
    }

    byte[] get(Bytes key) {
        return reading("get", () -> database.get(images(), key.get()));
    }

    /** The images of some ids, in their order; null for those that are not there. */
    List<byte[]> getAll(List<byte[]> ids) {
        return reading("get", () -> database.multiGetAsList(Collections.nCopies(ids.size(), images()), ids));
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

    /**
     * Shows every image once: its id and its stored form.
     *
     * @throws InvalidStateStoreException if the database is closed meanwhile
     */
    void forEach(BiConsumer<byte[], byte[]> action) {
        RocksIterator iterator = reading("scan", () -> {
            RocksIterator opened = database.newIterator(images(), settings.scanning());
            openIterators.add(opened);
            opened.seekToFirst();
            return opened;
        });
        while (reading("scan", () -> advance(iterator, action))) {
            // The next rows; between them the database may close.
        }
        reading("scan", () -> {
            openIterators.remove(iterator);
            iterator.close();
            return null;
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
            settings.close();
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
                database.write(settings.writing(), batch);
            }
            return null;
        });
    }

    private static boolean advance(RocksIterator iterator, BiConsumer<byte[], byte[]> action) throws RocksDBException {
        for (int row = 0; row < SCANNED_AT_ONCE; row++) {
            if (!iterator.isValid()) {
                iterator.status();
                return false;
            }
            action.accept(iterator.key(), iterator.value());
            iterator.next();
        }
        return true;
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
}
