package io.fourfold.topology.store;

import java.util.Map;
import java.util.Optional;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/** Native memory that all stores of the process share; each would take about 100 MB of its own otherwise. */
public final class RocksMemory implements AutoCloseable {

    /** Kafka Streams hands this object to the stores, which it makes itself, under this key of its configuration. */
    public static final String CONFIG_KEY = "fourfold.rocksdb.memory";

    private static final long CACHE_BYTES = 128L * 1024 * 1024;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    public RocksMemory() {
        this(CACHE_BYTES);
    }

    /** @param bytes of blocks and write buffers together */
    public RocksMemory(long bytes) {
        RocksDB.loadLibrary();
        cache = new LRUCache(bytes);
        // Write buffers count against the cache, so its size bounds both.
        writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }

    /** The memory in a configuration of Kafka Streams; without one, a store takes RocksDB's own. */
    public static Optional<RocksMemory> in(Map<String, Object> configs) {
        return Optional.ofNullable((RocksMemory) configs.get(CONFIG_KEY));
    }

    public Cache cache() {
        return cache;
    }

    public WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    /** To be called after the last store has closed. */
    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
