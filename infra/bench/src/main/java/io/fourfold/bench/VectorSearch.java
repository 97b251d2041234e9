package io.fourfold.bench;

import java.io.IOException;

/** A search for the nearest vectors, by their numbers. */
interface VectorSearch {

    /** The nearest {@code k}, in any order. */
    int[] search(float[] query, int k) throws IOException;
}
