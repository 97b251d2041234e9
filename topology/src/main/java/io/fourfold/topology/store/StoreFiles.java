package io.fourfold.topology.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * What a store has on disk: a RocksDB database, or one for each segment of a window store.
 *
 * @param taskDirectory directory of the store's task
 * @param store name of the store
 */
record StoreFiles(Path taskDirectory, String store) {

    /** RocksDB begins a file of its own log whenever it opens a database, also for reading. */
    private static final int KEPT_LOGS = 2;

    static {
        RocksDB.loadLibrary();
    }

    /**
     * Reads every block once, which takes about a second for each GB. No other may have the databases open.
     *
     * @throws RocksDBException if one of them cannot be opened or read
     */
    void verify() throws IOException, RocksDBException {
        for (Path database : databases()) {
            verify(database);
        }
    }

    /** Deletes everything; the store must be closed. */
    void delete() throws IOException {
        for (Path database : databases()) {
            try (Stream<Path> files = Files.walk(database)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private List<Path> databases() throws IOException {
        List<Path> databases = new ArrayList<>();
        try (Stream<Path> directories = Files.walk(taskDirectory)) {
            for (Path directory : directories.filter(this::ofStore).toList()) {
                try (Stream<Path> entries = Files.list(directory)) {
                    if (entries.anyMatch(Files::isRegularFile)) {
                        databases.add(directory);
                    }
                }
            }
        }
        return databases;
    }

    private boolean ofStore(Path directory) {
        return Files.isDirectory(directory)
                && StreamSupport.stream(taskDirectory.relativize(directory).spliterator(), false)
                        .anyMatch(name -> name.toString().equals(store));
    }

    private static void verify(Path database) throws RocksDBException {
        try (Options listing = new Options();
                DBOptions reading = new DBOptions()
                        .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
                        .setKeepLogFileNum(KEPT_LOGS);
                ColumnFamilyOptions defaults = new ColumnFamilyOptions()) {
            List<byte[]> names = RocksDB.listColumnFamilies(listing, database.toString());
            // None are listed if that fails; opening then says why.
            List<ColumnFamilyDescriptor> families = (names.isEmpty() ? List.of(RocksDB.DEFAULT_COLUMN_FAMILY) : names)
                    .stream()
                            .map(name -> new ColumnFamilyDescriptor(name, defaults))
                            .toList();
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            try (RocksDB opened = RocksDB.openReadOnly(reading, database.toString(), families, handles)) {
                opened.verifyChecksum();
                handles.forEach(ColumnFamilyHandle::close);
            }
        }
    }
}
