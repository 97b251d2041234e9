package io.fourfold.model.adapt;

import io.fourfold.model.linear.Matrix;

/** Limits a layer's output to 0 to 6, in that layer's own memory. */
final class Relu6 implements Layer {

    private static final float HIGHEST = 6;

    /** Makes 1 of all that lies between the limits, without branches, which the processor could not foresee. */
    private static final float HUGE = 1e30f;

    private Matrix output;

    @Override
    public Matrix forward(Matrix input, int side) {
        output = input;
        float[] row = new float[input.columns()];
        for (int i = 0; i < input.rows(); i++) {
            input.read(i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.max(0, Math.min(HIGHEST, row[j]));
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
                row[j] *= Math.min(1, HUGE * value[j]) * Math.min(1, HUGE * (HIGHEST - value[j]));
            }
            gradient.write(i, row);
        }
        return gradient;
    }
}
