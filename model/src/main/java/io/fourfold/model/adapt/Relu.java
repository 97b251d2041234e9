package io.fourfold.model.adapt;

import io.fourfold.model.linear.Matrix;

/** Limits a layer's output to 0 or more, or from 0 to a highest value, in that layer's own memory. */
final class Relu implements Layer {

    /** Makes 1 of all that lies between the limits, without branches, which the processor could not foresee. */
    private static final float HUGE = 1e30f;

    private final float highest;
    private Matrix output;

    /** @param highest 6 for ReLU6; infinite for none */
    Relu(float highest) {
        this.highest = highest;
    }

    @Override
    public Matrix forward(Matrix input, int side) {
        output = input;
        float[] row = new float[input.columns()];
        for (int i = 0; i < input.rows(); i++) {
            input.read(i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.max(0, Math.min(highest, row[j]));
            }
            input.write(i, row);
        }
        return input;
    }

    @Override
    public Matrix backward(Matrix gradient) {
        float[] row = new float[gradient.columns()];
        float[] value = new float[gradient.columns()];
        for (int i = 0; i < gradient.rows(); i++) {
            gradient.read(i, row);
            output.read(i, value);
            for (int j = 0; j < row.length; j++) {
                row[j] *= Math.min(1, HUGE * value[j]) * Math.min(1, HUGE * (highest - value[j]));
            }
            gradient.write(i, row);
        }
        return gradient;
    }
}
