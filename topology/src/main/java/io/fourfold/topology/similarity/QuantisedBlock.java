package io.fourfold.topology.similarity;

import java.util.Arrays;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;

/**
 * A fixed number of slots, each with a quantised vector and what filters need. Readers lock one block at a time, so a
 * long scan delays the writer by one block at most.
 */
final class QuantisedBlock {

    private static final int SLOTS = ScanKernel.SLOTS;
    private static final int GROUP = ScanKernel.GROUP;
    private static final int HEAD = ScanKernel.HEAD;

    /** Object headers and the rest of what is not an array's content. */
    private static final int FIXED_BYTES = 256;

    private final ScanKernel kernel;
    private final int codeBytes;
    private final byte[] heads = new byte[SLOTS * HEAD];
    private final byte[] codes;
    private final float[] headErrors = new float[SLOTS];
    private final float[] tailLengths = new float[SLOTS];
    private final float[] perCode = new float[SLOTS];
    private final byte[][] ids = new byte[SLOTS][];
    private final int[] owners = new int[SLOTS];
    private final int[] albums = new int[SLOTS];
    private final StampedLock lock = new StampedLock();

    QuantisedBlock(ScanKernel kernel, Quantiser quantiser) {
        this.kernel = kernel;
        this.codeBytes = quantiser.codeBytes();
        this.codes = new byte[codeBytes * SLOTS];
        Arrays.fill(tailLengths, QuantisedVector.UNREACHABLE);
    }

    /** Heap bytes, without the ids. */
    long memoryBytes() {
        // Three arrays of floats, two of codes and one of references, 4 bytes each.
        return FIXED_BYTES + (long) SLOTS * (HEAD + codeBytes + 6 * Integer.BYTES);
    }

    byte[] id(int slot) {
        return ids[slot];
    }

    Facets facets(int slot) {
        return new Facets(owners[slot], albums[slot]);
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
            write(slot, QuantisedVector.empty(codeBytes));
            write(slot, Facets.NONE);
            ids[slot] = null;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /**
     * Offers every photo that passes the filters and may reach the candidates' threshold.
     *
     * @param dots {@code [GROUP]}, overwritten
     */
    void scan(ScanQuery query, short[] dots, Candidates candidates) {
        long stamp = lock.readLock();
        try {
            HeadQuery head = query.vector().head();
            for (int first = 0; first < SLOTS; first += GROUP) {
                kernel.dots(heads, first * HEAD, head.codes(), dots);
                long reaching = kernel.reaching(head, dots, headErrors, tailLengths, first, candidates.threshold());
                for (long left = reaching; left != 0; left &= left - 1) {
                    int slot = first + Long.numberOfTrailingZeros(left);
                    if (query.wanted().has(owners[slot], albums[slot])) {
                        offer(slot, query.vector().full(), candidates);
                    }
                }
            }
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Hands over the id of every photo that passes the filters. */
    void forEach(WantedFacets wanted, Consumer<byte[]> taker) {
        long stamp = lock.readLock();
        try {
            for (int slot = 0; slot < SLOTS; slot++) {
                if (ids[slot] != null && wanted.has(owners[slot], albums[slot])) {
                    taker.accept(ids[slot]);
                }
            }
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private void offer(int slot, FullQuery query, Candidates candidates) {
        float[] perHeadCode = query.perHeadCode();
        int place = headPlace(slot, 0);
        float even = 0;
        float odd = 0;
        // Two independent sums: one would wait for itself.
        for (int axis = 0; axis < HEAD; axis += 2) {
            even += heads[place + axis * GROUP] * perHeadCode[axis];
            odd += heads[place + (axis + 1) * GROUP] * perHeadCode[axis + 1];
        }
        float rest = kernel.dot(codes, slot * codeBytes, query.numbers()) * perCode[slot] * query.perNumber();
        float score = even + odd + rest;
        candidates.offer(ids[slot], score, query.error() + query.errorPerCode() * perCode[slot]);
    }

    /** A group's numbers along one axis lie together, and so do a slot's codes. */
    private static int headPlace(int slot, int axis) {
        return (slot / GROUP * HEAD + axis) * GROUP + slot % GROUP;
    }

    private void write(int slot, QuantisedVector vector) {
        for (int axis = 0; axis < HEAD; axis++) {
            heads[headPlace(slot, axis)] = vector.head()[axis];
        }
        System.arraycopy(vector.codes(), 0, codes, slot * codeBytes, codeBytes);
        headErrors[slot] = vector.headError();
        tailLengths[slot] = vector.tailLength();
        perCode[slot] = vector.perCode();
    }

    private void write(int slot, Facets facets) {
        owners[slot] = facets.owner();
        albums[slot] = facets.album();
    }
}
