package io.fourfold.infra.plan;

/**
 * What an instance runs on.
 *
 * @param processors as fast as those of the figures
 * @param memoryBytes of the machine
 * @param busy part of the processors' time that may be used in the long run
 */
public record Hardware(int processors, double memoryBytes, double busy) {

    /** Part of the memory that the heap may take; the rest is RocksDB's, and the system's for its files. */
    static final double HEAP_PART = 0.75;

    public Hardware {
        Demand.require(processors >= 1 && memoryBytes > 0, "instances with processors and memory");
        Demand.require(busy > 0 && busy < 1, "a busy part between 0 and 1");
    }

    double heapBytes() {
        return HEAP_PART * memoryBytes;
    }
}
