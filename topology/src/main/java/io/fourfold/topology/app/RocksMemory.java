package io.fourfold.topology.app;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/** Native memory that all built-in stores of the process share; each would take about 100 MB of its own otherwise. */
final class RocksMemory implements AutoCloseable {

    /** Kafka Streams hands this object to {@link SharedRocksConfig}, which it makes itself, under this key. */
    static final String CONFIG_KEY = "fourfold.rocksdb.memory";

    private static final long CACHE_BYTES = 64L * 1024 * 1024;
    private static final long WRITE_BUFFER_BYTES = 32L * 1024 * 1024;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    RocksMemory() {
        RocksDB.loadLibrary();
        cache = new LRUCache(CACHE_BYTES);
        // Write buffers count against the cache, so its size bounds both.
        writeBuffers = new WriteBufferManager(WRITE_BUFFER_BYTES, cache);
    }

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    /** To be called after the last store has closed. */
    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
