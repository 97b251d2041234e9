package io.fourfold.topology.store;

import java.nio.BufferUnderflowException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Tells apart failures of a store whose files are corrupted from those of a full disk, a lock or the like, which pass. */
final class Corruption {

    private static final int MAX_CAUSES = 20;
    private static final String MISSING_FILE = "No such file or directory";

    /** What reading offsets and positions throws that are not as they were written. */
    private static final List<Class<? extends RuntimeException>> UNREADABLE = List.of(
            SerializationException.class,
            BufferUnderflowException.class,
            IndexOutOfBoundsException.class,
            IllegalArgumentException.class);

    private Corruption() {}

    /** Whether reading or writing failed because of corruption; also if it was a compaction that came upon it. */
    static boolean during(Throwable access) {
        return status(access)
                .filter(status -> status.getCode() == Status.Code.Corruption)
                .isPresent();
    }

    /** Whether a store cannot be opened because of corruption: something in it is missing or makes no sense. */
    static boolean atOpening(Throwable opening) {
        return status(opening)
                .map(status -> status.getCode() != Status.Code.IOError
                        || String.valueOf(status.getState()).contains(MISSING_FILE))
                .orElseGet(() -> causes(opening)
                        .anyMatch(cause -> UNREADABLE.stream().anyMatch(type -> type.isInstance(cause))));
    }

    static Throwable rootOf(Throwable failure) {
        return causes(failure).reduce(failure, (before, cause) -> cause);
    }

    private static Optional<Status> status(Throwable failure) {
        return causes(failure)
                .filter(RocksDBException.class::isInstance)
                .map(cause -> ((RocksDBException) cause).getStatus())
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX_CAUSES);
    }
}
