package io.fourfold.bench;

import java.io.IOException;

/** A library's graph index, for comparison. */
interface GraphIndex extends AutoCloseable {

    String name();

    /**
     * Builds the index of the first {@code count} vectors and writes it to disk.
     *
     * @param added told after each vector, by whichever thread added it
     */
    void build(PhotoVectors vectors, int count, Runnable added) throws IOException;

    /** Opens what {@link #build} wrote, as after a restart. */
    void open() throws IOException;

    /**
     * The nearest {@code k}, in any order.
     *
     * @param explored candidates that the search keeps; more find more
     */
    int[] search(float[] query, int k, int explored) throws IOException;

    @Override
    void close() throws IOException;
}
