package io.fourfold.model.decoder;

import io.fourfold.model.linear.Matrix;

/** The product of rows of numbers with one of the decoder's weight matrices, by whichever way is fastest for its purpose. */
@FunctionalInterface
interface WeightProduct {

    /**
     * Adds the product.
     *
     * @param values {@code [rows, inputs]}
     * @param into {@code [rows, outputs]}
     */
    void add(Matrix values, Matrix into);
}
