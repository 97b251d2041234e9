package io.fourfold.model.encoder;

import java.util.Arrays;

/**
 * A dense array of float32 values, last axis fastest.
 *
 * @param shape length of every axis; empty for a scalar
 * @param values as many as the product of the shape
 */
public record Tensor(int[] shape, float[] values) {

    public Tensor {
        if (count(shape) != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " does not hold " + values.length + " values");
        }
    }

    /** A tensor of one axis. */
    public static Tensor vector(float... values) {
        return new Tensor(new int[] {values.length}, values);
    }

    static Tensor scalar(float value) {
        return new Tensor(new int[0], new float[] {value});
    }

    static int count(int[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** The same values with axes reordered: axis {@code i} of the result is axis {@code order[i]} of this. */
    Tensor transpose(int... order) {
        int rank = shape.length;
        int[] strides = new int[rank];
        int stride = 1;
        for (int axis = rank - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        int[] transposed = Arrays.stream(order).map(axis -> shape[axis]).toArray();
        float[] reordered = new float[values.length];
        int[] index = new int[rank];
        for (int i = 0; i < reordered.length; i++) {
            int source = 0;
            for (int axis = 0; axis < rank; axis++) {
                source += index[axis] * strides[order[axis]];
            }
            reordered[i] = values[source];
            for (int axis = rank - 1; axis >= 0 && ++index[axis] == transposed[axis]; axis--) {
                index[axis] = 0;
            }
        }
        return new Tensor(transposed, reordered);
    }

    /** Every slice of the first axis multiplied by its own factor. */
    Tensor scaleFirstAxis(float[] factors) {
        if (factors.length != shape[0]) {
            throw new IllegalArgumentException(factors.length + " factors for " + shape[0] + " slices");
        }
        float[] scaled = values.clone();
        int slice = values.length / factors.length;
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factors[i / slice];
        }
        return new Tensor(shape, scaled);
    }
}
