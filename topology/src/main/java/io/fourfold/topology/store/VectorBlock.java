package io.fourfold.topology.store;

import java.util.Optional;
import java.util.concurrent.locks.StampedLock;

/**
 * A fixed number of slots, each with a normalised vector and what filters need. Readers lock one block at a time, so a
 * long scan delays the writer by one block at most.
 */
final class VectorBlock {

    static final int SLOTS = 1_024;

    /** What is known of a slot's photo. */
    private record Entry(String id, Optional<String> owner, Optional<String> album, String modelVersion) {}

    private final int dimensions;
    private final float[] vectors;
    private final Entry[] entries = new Entry[SLOTS];
    private final StampedLock lock = new StampedLock();

    VectorBlock(int dimensions) {
        this.dimensions = dimensions;
        this.vectors = new float[SLOTS * dimensions];
    }

    void put(int slot, String id, IndexedImage image) {
        long stamp = lock.writeLock();
        try {
            UnitVector.write(image.vector(), vectors, slot * dimensions);
            entries[slot] = new Entry(id, image.owner(), image.album(), image.modelVersion());
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    void remove(int slot) {
        long stamp = lock.writeLock();
        try {
            entries[slot] = null;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Offers every slot's photo that passes the filters. */
    void scan(SimilarImages query, float[] unitVector, NearestImages nearest) {
        long stamp = lock.readLock();
        try {
            for (int slot = 0; slot < SLOTS; slot++) {
                Entry entry = entries[slot];
                if (entry == null) {
                    continue;
                }
                if (!entry.modelVersion.equals(query.modelVersion())) {
                    nearest.leaveOutOtherVersion();
                    continue;
                }
                if (passes(entry, query)) {
                    nearest.offer(entry.id, UnitVector.cosine(unitVector, vectors, slot * dimensions));
                }
            }
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private static boolean passes(Entry entry, SimilarImages query) {
        return (query.owner().isEmpty() || query.owner().equals(entry.owner))
                && (query.album().isEmpty() || query.album().equals(entry.album))
                && (query.excludedId().isEmpty() || !query.excludedId().get().equals(entry.id));
    }
}
