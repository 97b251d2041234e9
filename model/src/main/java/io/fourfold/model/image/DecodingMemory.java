package io.fourfold.model.image;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory that photos may take together while they are decoded. A few bytes of a file can ask for hundreds of megabytes, so
 * whoever decodes takes what its photo needs from here first, and waits while others have it; first come, first served.
 */
public final class DecodingMemory {

    private static final int UNIT = 64 * 1024;
    private static final int SHARE_OF_HEAP = 2;

    /** The heap is the process's, and so is its budget: every network and every door decodes from the same one. */
    private static final DecodingMemory OF_HEAP =
            new DecodingMemory(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);

    private final int units;
    private final Semaphore free;

    /**
     * @param bytes that all photos may take together
     */
    public DecodingMemory(long bytes) {
        this.units = Math.toIntExact(Math.min(Integer.MAX_VALUE, bytes / UNIT));
        this.free = new Semaphore(units, true);
    }

    /** Half of the heap, shared by all of this process. */
    public static DecodingMemory ofHeap() {
        return OF_HEAP;
    }

    /** What all photos may take together, in bytes. */
    public long bytes() {
        return (long) units * UNIT;
    }

    /** What nobody has taken, in bytes. */
    long free() {
        return (long) free.availablePermits() * UNIT;
    }

    /** Whether a photo of so many bytes is ever decoded. */
    boolean everFits(long bytes) {
        return units(bytes) <= units;
    }

    /** Waits until so many bytes are free, and takes them; they must {@link #everFits ever fit}. */
    Share take(long bytes) {
        int taken = (int) units(bytes);
        free.acquireUninterruptibly(taken);
        return new Share(taken);
    }

    /** Memory that has been taken, until it is closed; closing it again does nothing. */
    final class Share implements AutoCloseable {

        private final AtomicInteger units;

        private Share(int units) {
            this.units = new AtomicInteger(units);
        }

        @Override
        public void close() {
            free.release(units.getAndSet(0));
        }
    }

    private static long units(long bytes) {
        return (bytes + UNIT - 1) / UNIT;
    }
}
