package io.fourfold.topology.store;

/** The two inner loops of a similarity scan. Integer arithmetic, so that every implementation gives the same numbers. */
interface ScanKernel {

    /** Vectors in a block. */
    int SLOTS = 1_024;

    /** Bit planes of a query: its numbers have 4 bits. */
    int PLANES = 4;

    /** Most words of signs a vector may have, since a byte counts the differing bits of all of them. */
    int MAX_WORDS = 31;

    /**
     * Compares a block's signs with a query's bit planes: for every slot, the sum over planes {@code p} of
     * {@code 2^p * bitCount(signs ^ plane)}.
     *
     * @param signs {@code [words][SLOTS]}
     * @param planes {@code [PLANES][words]}
     * @param distances {@code [SLOTS]}, overwritten
     */
    void distances(int[] signs, int[] planes, int[] distances);

    /**
     * Dot product with a vector that lies somewhere in an array.
     *
     * @param codes vectors of {@code query.length} numbers each
     * @param query a multiple of 16 numbers, from -2047 to 2047
     */
    int dot(byte[] codes, int offset, int[] query);

    /** The Vector API's where the JVM has it (started with {@code --add-modules jdk.incubator.vector}). */
    static ScanKernel fastest() {
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return present && PanamaKernel.supported() ? new PanamaKernel() : new PlainKernel();
    }
}
