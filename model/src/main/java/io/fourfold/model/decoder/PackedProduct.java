package io.fourfold.model.decoder;

import io.fourfold.model.linear.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products by a copy of weights in the order in which SIMD reads them, in 16 bits each with a scale for each output: reading the
 * weights from memory is what the few rows of a beam wait for. One pass over the weights serves all rows, where BLAS makes a
 * pass for each row or repacks the weights in every call. A weight is off by at most 2^-16 of its output's largest. A row's
 * product does not depend on the rows beside it. Safe for concurrent callers.
 *
 * @param panels pairs of weights, {@code [outputs / PANEL][inputs][LANES]}: the one of the panel's second half in the upper 16
 *     bits, rounded for the whole number to be nearest to it, so that it is read without taking off the lower one
 * @param scales what the whole number stands for, {@code [outputs, padded]}
 */
record PackedProduct(int inputs, int outputs, int[] panels, float[] scales) implements WeightProduct {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> PAIRS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Outputs computed at once. */
    private static final int PANEL = 2 * LANES;

    private static final int LARGEST = Short.MAX_VALUE;

    /** Rows that share what is read and unpacked: the beam of one photo. */
    private static final int ROWS = 3;

    /** Rows for which a panel stays in the cache. */
    private static final int BLOCK = 24;

    /** By weights {@code [inputs, outputs]}. */
    static PackedProduct of(Matrix weights) {
        return of(weights, false);
    }

    /** By the transpose of weights {@code [outputs, inputs]}. */
    static PackedProduct ofTransposed(Matrix weights) {
        return of(weights, true);
    }

    private static PackedProduct of(Matrix weights, boolean transposed) {
        int inputs = transposed ? weights.columns() : weights.rows();
        int outputs = transposed ? weights.rows() : weights.columns();
        float[][] stored = weights.toArray();
        int[] panels = new int[padded(outputs) / 2 * inputs];
        float[] scales = new float[padded(outputs)];
        for (int output = 0; output < outputs; output++) {
            float largest = Float.MIN_NORMAL;
            for (int input = 0; input < inputs; input++) {
                largest = Math.max(largest, Math.abs(transposed ? stored[output][input] : stored[input][output]));
            }
            boolean upper = output % PANEL >= LANES;
            double scale = (double) LARGEST / largest;
            for (int input = 0; input < inputs; input++) {
                double weight = scale * (transposed ? stored[output][input] : stored[input][output]);
                int at = (output / PANEL * inputs + input) * LANES + output % LANES;
                if (upper) {
                    int lower = panels[at];
                    panels[at] = ((int) Math.rint(weight - lower * 0x1p-16) << Short.SIZE) + lower;
                } else {
                    panels[at] = (int) Math.rint(weight);
                }
            }
            scales[output] = (float) (0x1p-16 / scale);
        }
        return new PackedProduct(inputs, outputs, panels, scales);
    }

    @Override
    public void add(Matrix values, Matrix into) {
        if (values.columns() != inputs || into.columns() != outputs || values.rows() != into.rows()) {
            throw new IllegalArgumentException("shapes do not fit: %dx%d, %dx%d -> %dx%d"
                    .formatted(values.rows(), values.columns(), inputs, outputs, into.rows(), into.columns()));
        }
        int block = Math.min(BLOCK, (values.rows() + ROWS - 1) / ROWS * ROWS);
        float[] factors = new float[block * inputs];
        float[] sums = new float[block * scales.length];
        float[] row = new float[Math.max(inputs, outputs)];
        for (int from = 0; from < values.rows(); from += block) {
            int rows = Math.min(block, values.rows() - from);
            for (int i = 0; i < rows; i++) {
                values.read(from + i, row);
                System.arraycopy(row, 0, factors, i * inputs, inputs);
            }
            for (int output = 0; output < outputs; output += PANEL) {
                for (int done = 0; done < rows; done += ROWS) {
                    multiplyThree(factors, done * inputs, sums, done * scales.length + output, output);
                }
            }
            for (int i = 0; i < rows; i++) {
                into.read(from + i, row);
                for (int j = 0, sum = i * scales.length; j < outputs; j++, sum++) {
                    row[j] += sums[sum];
                }
                into.write(from + i, row);
            }
        }
    }

    private void multiplyThree(float[] factors, int from, float[] sums, int to, int output) {
        FloatVector low0 = FloatVector.zero(SPECIES);
        FloatVector low1 = low0;
        FloatVector low2 = low0;
        FloatVector high0 = low0;
        FloatVector high1 = low0;
        FloatVector high2 = low0;
        int pairs = output / 2 * inputs;
        for (int i = from; i < from + inputs; i++, pairs += LANES) {
            IntVector pair = IntVector.fromArray(PAIRS, panels, pairs);
            FloatVector low = lower(pair);
            FloatVector high = upper(pair);
            FloatVector factor = FloatVector.broadcast(SPECIES, factors[i]);
            low0 = low.fma(factor, low0);
            high0 = high.fma(factor, high0);
            factor = FloatVector.broadcast(SPECIES, factors[inputs + i]);
            low1 = low.fma(factor, low1);
            high1 = high.fma(factor, high1);
            factor = FloatVector.broadcast(SPECIES, factors[2 * inputs + i]);
            low2 = low.fma(factor, low2);
            high2 = high.fma(factor, high2);
        }
        store(low0, high0, sums, to, output);
        store(low1, high1, sums, to + scales.length, output);
        store(low2, high2, sums, to + 2 * scales.length, output);
    }

    private static FloatVector lower(IntVector pair) {
        return (FloatVector) pair.lanewise(VectorOperators.LSHL, Short.SIZE).convert(VectorOperators.I2F, 0);
    }

    private static FloatVector upper(IntVector pair) {
        return (FloatVector) pair.convert(VectorOperators.I2F, 0);
    }

    private void store(FloatVector low, FloatVector high, float[] sums, int at, int output) {
        low.mul(FloatVector.fromArray(SPECIES, scales, output)).intoArray(sums, at);
        high.mul(FloatVector.fromArray(SPECIES, scales, output + LANES)).intoArray(sums, at + LANES);
    }

    private static int padded(int outputs) {
        return (outputs + PANEL - 1) / PANEL * PANEL;
    }
}
