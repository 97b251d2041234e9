package io.fourfold.model.decoder;

import io.fourfold.model.linear.Matrix;
import java.util.SplittableRandom;

/** Which elements of a matrix were left out in a training step (Srivastava et al. 2014); the others grow to make up for it. */
public final class Dropout {

    private final float[] factors;
    private final int columns;

    private Dropout(float[] factors, int columns) {
        this.factors = factors;
        this.columns = columns;
    }

    /** @param rate part of the elements to leave out, from 0 to below 1 */
    public static Dropout draw(int rows, int columns, double rate, SplittableRandom random) {
        float[] factors = new float[rows * columns];
        float kept = (float) (1 / (1 - rate));
        for (int i = 0; i < factors.length; i++) {
            factors[i] = random.nextDouble() < rate ? 0 : kept;
        }
        return new Dropout(factors, columns);
    }

    /** Multiplies by the same factors, forwards for values and backwards for gradients. */
    public void apply(Matrix matrix) {
        float[] values = new float[columns];
        for (int row = 0; row < matrix.rows(); row++) {
            matrix.read(row, values);
            for (int i = 0; i < columns; i++) {
                values[i] *= factors[row * columns + i];
            }
            matrix.write(row, values);
        }
    }
}
