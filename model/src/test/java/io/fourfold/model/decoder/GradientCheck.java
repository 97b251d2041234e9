package io.fourfold.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.linear.Matrix;
import java.util.function.DoubleSupplier;

/**
 * Compares gradients with central finite differences.
 *
 * @param function the number whose gradient is checked, as the matrices are now
 * @param step how far each element is moved to either side
 * @param absolute tolerance
 * @param relative tolerance, a part of the difference's size
 */
public record GradientCheck(DoubleSupplier function, float step, float absolute, float relative) {

    /** Moves every element of a matrix in turn and puts it back. */
    public void assertMatches(String name, Matrix gradient, Matrix changed) {
        float[][] actual = gradient.toArray();
        float[][] original = changed.toArray();
        for (int row = 0; row < actual.length; row++) {
            for (int i = 0; i < actual[row].length; i++) {
                float[] values = original[row].clone();
                values[i] += step;
                changed.write(row, values);
                double up = function.getAsDouble();
                values[i] -= 2 * step;
                changed.write(row, values);
                float difference = (float) ((up - function.getAsDouble()) / (2 * step));
                changed.write(row, original[row]);
                assertThat(actual[row][i])
                        .as("%s[%d][%d]", name, row, i)
                        .isCloseTo(difference, within(absolute + relative * Math.abs(difference)));
            }
        }
    }
}
