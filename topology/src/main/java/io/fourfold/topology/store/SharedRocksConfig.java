package io.fourfold.topology.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Makes a built-in store take its memory from the {@link RocksMemory} in the configuration, and forget what was deleted
 * as soon as the similarity store does.
 */
public final class SharedRocksConfig implements RocksDBConfigSetter {

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        RocksMemory memory = RocksMemory.in(configs).orElseThrow();
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setPeriodicCompactionSeconds(RocksSettings.DELETES_ARE_GONE_AFTER.toSeconds());
        options.setMaxManifestFileSize(RocksSettings.MAX_MANIFEST_BYTES);
    }

    /** The memory outlives the store. */
    @Override
    public void close(String storeName, Options options) {}
}
