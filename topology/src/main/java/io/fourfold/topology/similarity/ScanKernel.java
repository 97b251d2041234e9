package io.fourfold.topology.similarity;

/**
 * The inner loops of a similarity scan and of what prepares it. Every implementation gives the same numbers: integers,
 * or floats that are added in the same order.
 */
public interface ScanKernel {

    /** Vectors in a block. */
    int SLOTS = 1_024;

    /** Vectors that are compared at a time, a bit each. */
    int GROUP = Long.SIZE;

    /** Numbers that every vector is compared by first. */
    int HEAD = 32;

    /**
     * Dot products of a query with the heads of a group. Both are at most {@link Quantiser#HEAD_LENGTH} long, so that no
     * sum leaves a short.
     *
     * @param heads groups of {@code [HEAD][GROUP]}
     * @param from where the group begins
     * @param query {@code [HEAD]}
     * @param dots {@code [GROUP]}, overwritten
     */
    void dots(byte[] heads, int from, short[] query, short[] dots);

    /**
     * Which vectors of a group may reach a score: those with
     * {@code dot * perProduct + error + headErrors * headLength + tailLengths * tailLength >= least}.
     *
     * @param dots {@code [GROUP]}
     * @param headErrors {@code [SLOTS]}
     * @param tailLengths {@code [SLOTS]}
     * @param from first slot of the group
     * @return a bit for each, the first one lowest
     */
    long reaching(HeadQuery query, short[] dots, float[] headErrors, float[] tailLengths, int from, float least);

    /**
     * Dot product with a vector that lies somewhere in an array.
     *
     * @param codes vectors of {@code query.length} numbers each
     * @param query a multiple of 16 numbers, from -2047 to 2047
     */
    int dot(byte[] codes, int offset, int[] query);

    /**
     * Components of a vector along the axes.
     *
     * @param byNumber {@link Axes#byNumber()}
     * @param head {@code [HEAD]}, overwritten
     */
    void project(float[] byNumber, float[] vector, float[] head);

    /**
     * Takes components along the axes away from a vector.
     *
     * @param byAxis {@link Axes#byAxis()}
     * @param head {@code [HEAD]}
     * @param vector changed
     */
    void subtract(float[] byAxis, float[] head, float[] vector);

    /** The Vector API's where the JVM has it (started with {@code --add-modules jdk.incubator.vector}). */
    static ScanKernel fastest() {
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return present && PanamaKernel.supported() ? new PanamaKernel() : new PlainKernel();
    }
}
