package io.fourfold.model.decoder;

import io.fourfold.model.linear.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products by a copy of weights in the order in which SIMD reads them: one pass over the weights serves several rows, where
 * BLAS makes a pass for each row or repacks the weights in every call. Twice as fast as either for the rows of a beam. Safe
 * for concurrent callers.
 */
record PackedProduct(int inputs, int outputs, float[] panels) implements WeightProduct {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Outputs computed at once: as many sums as fit into registers. */
    private static final int PANEL = 2 * LANES;

    private static final int ROWS = 5;

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
        float[] panels = new float[padded(outputs) * inputs];
        float[] row = new float[weights.columns()];
        for (int i = 0; i < weights.rows(); i++) {
            weights.read(i, row);
            for (int j = 0; j < row.length; j++) {
                panels[transposed ? at(j, i, inputs) : at(i, j, inputs)] = row[j];
            }
        }
        return new PackedProduct(inputs, outputs, panels);
    }

    @Override
    public void add(Matrix values, Matrix into) {
        if (values.columns() != inputs || into.columns() != outputs || values.rows() != into.rows()) {
            throw new IllegalArgumentException("shapes do not fit: %dx%d, %dx%d -> %dx%d"
                    .formatted(values.rows(), values.columns(), inputs, outputs, into.rows(), into.columns()));
        }
        float[] factors = new float[ROWS * inputs];
        float[] sums = new float[ROWS * padded(outputs)];
        float[] row = new float[Math.max(inputs, outputs)];
        for (int from = 0; from < values.rows(); from += ROWS) {
            int rows = Math.min(ROWS, values.rows() - from);
            for (int i = 0; i < rows; i++) {
                values.read(from + i, row);
                System.arraycopy(row, 0, factors, i * inputs, inputs);
            }
            if (rows == 1) {
                multiplyOne(factors, sums);
            } else {
                multiplyFive(factors, sums);
            }
            for (int i = 0; i < rows; i++) {
                into.read(from + i, row);
                for (int j = 0, sum = i * padded(outputs); j < outputs; j++, sum++) {
                    row[j] += sums[sum];
                }
                into.write(from + i, row);
            }
        }
    }

    private void multiplyOne(float[] factors, float[] sums) {
        int panel = 0;
        for (int output = 0; output < outputs; output += PANEL) {
            FloatVector low = FloatVector.zero(SPECIES);
            FloatVector high = FloatVector.zero(SPECIES);
            for (int i = 0; i < inputs; i++, panel += PANEL) {
                FloatVector factor = FloatVector.broadcast(SPECIES, factors[i]);
                low = FloatVector.fromArray(SPECIES, panels, panel).fma(factor, low);
                high = FloatVector.fromArray(SPECIES, panels, panel + LANES).fma(factor, high);
            }
            low.intoArray(sums, output);
            high.intoArray(sums, output + LANES);
        }
    }

    private void multiplyFive(float[] factors, float[] sums) {
        int panel = 0;
        int stride = padded(outputs);
        for (int output = 0; output < outputs; output += PANEL) {
            FloatVector low0 = FloatVector.zero(SPECIES);
            FloatVector low1 = low0;
            FloatVector low2 = low0;
            FloatVector low3 = low0;
            FloatVector low4 = low0;
            FloatVector high0 = low0;
            FloatVector high1 = low0;
            FloatVector high2 = low0;
            FloatVector high3 = low0;
            FloatVector high4 = low0;
            for (int i = 0; i < inputs; i++, panel += PANEL) {
                FloatVector low = FloatVector.fromArray(SPECIES, panels, panel);
                FloatVector high = FloatVector.fromArray(SPECIES, panels, panel + LANES);
                FloatVector factor = FloatVector.broadcast(SPECIES, factors[i]);
                low0 = low.fma(factor, low0);
                high0 = high.fma(factor, high0);
                factor = FloatVector.broadcast(SPECIES, factors[inputs + i]);
                low1 = low.fma(factor, low1);
                high1 = high.fma(factor, high1);
                factor = FloatVector.broadcast(SPECIES, factors[2 * inputs + i]);
                low2 = low.fma(factor, low2);
                high2 = high.fma(factor, high2);
                factor = FloatVector.broadcast(SPECIES, factors[3 * inputs + i]);
                low3 = low.fma(factor, low3);
                high3 = high.fma(factor, high3);
                factor = FloatVector.broadcast(SPECIES, factors[4 * inputs + i]);
                low4 = low.fma(factor, low4);
                high4 = high.fma(factor, high4);
            }
            store(low0, high0, sums, output);
            store(low1, high1, sums, stride + output);
            store(low2, high2, sums, 2 * stride + output);
            store(low3, high3, sums, 3 * stride + output);
            store(low4, high4, sums, 4 * stride + output);
        }
    }

    private static void store(FloatVector low, FloatVector high, float[] sums, int at) {
        low.intoArray(sums, at);
        high.intoArray(sums, at + LANES);
    }

    private static int at(int input, int output, int inputs) {
        return output / PANEL * PANEL * inputs + input * PANEL + output % PANEL;
    }

    private static int padded(int outputs) {
        return (outputs + PANEL - 1) / PANEL * PANEL;
    }
}
