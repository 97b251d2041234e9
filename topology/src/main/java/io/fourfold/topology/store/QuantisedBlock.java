package io.fourfold.topology.store;

import java.util.Arrays;
import java.util.concurrent.locks.StampedLock;

/**
 * A fixed number of slots, each with a quantised vector and what filters need. Readers lock one block at a time, so a
 * long scan delays the writer by one block at most.
 */
final class QuantisedBlock {

    private static final int SLOTS = ScanKernel.SLOTS;

    /** Object headers and the rest of what is not an array's content. */
    private static final int FIXED_BYTES = 256;

    private final ScanKernel kernel;
    private final int words;
    private final int codeBytes;
    private final int[] signs;
    private final byte[] codes;
    private final float[] perSign = new float[SLOTS];
    private final float[] signError = new float[SLOTS];
    private final float[] perCode = new float[SLOTS];
    private final byte[][] ids = new byte[SLOTS][];
    private final int[] owners = new int[SLOTS];
    private final int[] albums = new int[SLOTS];
    private final int[] modelVersions = new int[SLOTS];
    private final StampedLock lock = new StampedLock();

    QuantisedBlock(ScanKernel kernel, Quantiser quantiser) {
        this.kernel = kernel;
        this.words = quantiser.words();
        this.codeBytes = quantiser.codeBytes();
        this.signs = new int[words * SLOTS];
        this.codes = new byte[codeBytes * SLOTS];
        // No score reaches an empty slot.
        Arrays.fill(signError, Float.NEGATIVE_INFINITY);
    }

    /** Heap bytes, without the ids. */
    long memoryBytes() {
        // Three arrays of floats, three of codes and one of references, 4 bytes each.
        return FIXED_BYTES + (long) SLOTS * (words * Integer.BYTES + codeBytes + 7 * Integer.BYTES);
    }

    byte[] id(int slot) {
        return ids[slot];
    }

    Facets facets(int slot) {
        return new Facets(owners[slot], albums[slot], modelVersions[slot]);
    }

    void put(int slot, byte[] id, QuantisedVector vector, Facets facets) {
        long stamp = lock.writeLock();
        try {
            write(slot, vector);
            write(slot, facets);
            ids[slot] = id;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Leaves nothing of the photo behind. */
    void remove(int slot) {
        long stamp = lock.writeLock();
        try {
            write(slot, new QuantisedVector(new int[words], new byte[codeBytes], 0, Float.NEGATIVE_INFINITY, 0));
            write(slot, Facets.NONE);
            ids[slot] = null;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /**
     * Offers every photo that passes the filters and may reach the candidates' threshold.
     *
     * @param distances {@code [SLOTS]}, overwritten
     */
    void scan(ScanQuery query, int[] distances, Candidates candidates) {
        long stamp = lock.readLock();
        try {
            QuantisedQuery vector = query.vector();
            kernel.distances(signs, vector.planes(), distances);
            float threshold = candidates.threshold();
            float errorShare = QuantisedQuery.signErrorShare(threshold);
            for (int slot = 0; slot < SLOTS; slot++) {
                float most = perSign[slot] * (vector.signBase() - vector.perDistance() * distances[slot])
                        + signError[slot] * errorShare;
                if (most >= threshold && passes(slot, query.wanted())) {
                    int dot = kernel.dot(codes, slot * codeBytes, vector.numbers());
                    candidates.offer(
                            ids[slot], dot * perCode[slot] * vector.perNumber(), vector.codeError(perCode[slot]));
                    if (threshold < candidates.threshold()) {
                        threshold = candidates.threshold();
                        errorShare = QuantisedQuery.signErrorShare(threshold);
                    }
                }
            }
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private boolean passes(int slot, Facets wanted) {
        return modelVersions[slot] == wanted.modelVersion()
                && (wanted.owner() == NameCodes.NONE || wanted.owner() == owners[slot])
                && (wanted.album() == NameCodes.NONE || wanted.album() == albums[slot]);
    }

    /** A word of all slots' signs lies together, a slot's codes lie together. */
    private void write(int slot, QuantisedVector vector) {
        for (int word = 0; word < words; word++) {
            signs[word * SLOTS + slot] = vector.signs()[word];
        }
        System.arraycopy(vector.codes(), 0, codes, slot * codeBytes, codeBytes);
        perSign[slot] = vector.perSign();
        signError[slot] = vector.signError();
        perCode[slot] = vector.perCode();
    }

    private void write(int slot, Facets facets) {
        owners[slot] = facets.owner();
        albums[slot] = facets.album();
        modelVersions[slot] = facets.modelVersion();
    }
}
