package io.fourfold.bench;

import java.nio.file.Path;
import java.util.Collection;
import org.apache.kafka.streams.KeyValue;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB alone, without compression and without a log of its own, for comparison. */
final class PlainRocks implements AutoCloseable {

    private final Options options =
            new Options().setCreateIfMissing(true).setCompressionType(CompressionType.NO_COMPRESSION);
    private final WriteOptions writing = new WriteOptions().setDisableWAL(true);
    private final RocksDB database;

    PlainRocks(Path directory) throws RocksDBException {
        database = RocksDB.open(options, directory.toString());
    }

    void write(Collection<KeyValue<byte[], byte[]>> rows) {
        try (WriteBatch batch = new WriteBatch()) {
            for (KeyValue<byte[], byte[]> row : rows) {
                batch.put(row.key, row.value);
            }
            database.write(writing, batch);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        database.close();
        writing.close();
        options.close();
    }
}
