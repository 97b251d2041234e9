package io.fourfold.model.decoder;

import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;

/** The product of rows of numbers with a matrix of weights, by whichever way is fastest for its purpose. */
@FunctionalInterface
public interface WeightProduct {

    /**
     * Adds the product.
     *
     * @param values {@code [rows, inputs]}
     * @param into {@code [rows, outputs]}
     */
    void add(Matrix values, Matrix into);

    /** By weights {@code [inputs, outputs]}, whatever they become. */
    static WeightProduct of(Matrix weights) {
        return (values, into) -> Blas.addProduct(values, weights, into);
    }

    /** By weights {@code [inputs, outputs]} as they are now, faster for few rows if the JVM has the Vector API. */
    static WeightProduct frozen(Matrix weights) {
        return Decoder.canFreeze() ? PackedProduct.of(weights) : of(weights);
    }
}
