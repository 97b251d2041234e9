package io.fourfold.topology.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteOptions;

/**
 * How the similarity store uses RocksDB. There is no write-ahead log: the changelog topic is one, and both column
 * families are flushed together, so that after a crash the offsets tell exactly what the images lack.
 */
final class RocksSettings implements AutoCloseable {

    private static final long WRITE_BUFFER_BYTES = 32L * 1024 * 1024;
    private static final long OFFSETS_WRITE_BUFFER_BYTES = 1024 * 1024;

    /** A dozen images: a small index of blocks, and little to read for one image. */
    private static final long BLOCK_BYTES = 16 * 1024;

    private static final long SCAN_READAHEAD_BYTES = 2 * 1024 * 1024;

    /** The manifest names the first and last key of files, also of those long gone, so each change writes it anew. */
    static final long MAX_MANIFEST_BYTES = 1;

    /** By then every file has been rewritten without what was deleted or overwritten. */
    static final Duration DELETES_ARE_GONE_AFTER = Duration.ofDays(1);

    static {
        RocksDB.loadLibrary();
    }

    private final DBOptions database;
    private final ColumnFamilyOptions images;
    private final ColumnFamilyOptions offsets;
    private final WriteOptions writing = new WriteOptions().setDisableWAL(true);
    private final ReadOptions scanning =
            new ReadOptions().setReadaheadSize(SCAN_READAHEAD_BYTES).setFillCache(false);

    RocksSettings(Optional<RocksMemory> memory) {
        database = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setAtomicFlush(true)
                .setMaxManifestFileSize(MAX_MANIFEST_BYTES)
                .setKeepLogFileNum(2)
                .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL);
        memory.ifPresent(shared -> database.setWriteBufferManager(shared.writeBuffers()));
        images = new ColumnFamilyOptions()
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                // Vectors do not compress.
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setPeriodicCompactionSeconds(DELETES_ARE_GONE_AFTER.toSeconds())
                .setTableFormatConfig(table(memory));
        offsets = new ColumnFamilyOptions().setWriteBufferSize(OFFSETS_WRITE_BUFFER_BYTES);
    }

    DBOptions database() {
        return database;
    }

    /** The images' column family, and that of the offsets and the position. */
    List<ColumnFamilyDescriptor> families(byte[] offsetsName) {
        return List.of(
                new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, images),
                new ColumnFamilyDescriptor(offsetsName, offsets));
    }

    WriteOptions writing() {
        return writing;
    }

    /** For reading everything once. */
    ReadOptions scanning() {
        return scanning;
    }

    @Override
    public void close() {
        scanning.close();
        writing.close();
        offsets.close();
        images.close();
        database.close();
    }

    private static BlockBasedTableConfig table(Optional<RocksMemory> memory) {
        BlockBasedTableConfig table = new BlockBasedTableConfig().setBlockSize(BLOCK_BYTES);
        memory.ifPresent(shared -> table.setBlockCache(shared.cache()).setCacheIndexAndFilterBlocks(true));
        return table;
    }
}
