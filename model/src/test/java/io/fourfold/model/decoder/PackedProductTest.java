package io.fourfold.model.decoder;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.VectorApi;
import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("numeric")
class PackedProductTest {

    private final SplittableRandom random = new SplittableRandom(1);

    @BeforeEach
    void needVectorApi() {
        VectorApi.assumePresent();
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 5", "2, 7, 33", "5, 300, 64", "6, 20, 100", "11, 5, 1", "50, 40, 65"})
    void shouldAddTheProductThatBlasAdds(int rows, int inputs, int outputs) {
        Matrix values = random(rows, inputs);
        Matrix weights = random(inputs, outputs);
        Matrix expected = random(rows, outputs);
        Matrix actual = Matrix.zeros(rows, outputs);
        actual.copyRows(expected);

        Blas.addProduct(values, weights, expected);
        PackedProduct.of(weights).add(values, actual);

        assertClose(actual, expected, inputs);
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 5", "3, 300, 70", "5, 20, 100"})
    void shouldAddTheProductByTransposedWeights(int rows, int inputs, int outputs) {
        Matrix values = random(rows, inputs);
        Matrix weights = random(outputs, inputs);
        Matrix expected = Matrix.zeros(rows, outputs);
        Matrix actual = Matrix.zeros(rows, outputs);

        Blas.addProductTransposed(values, weights, expected);
        PackedProduct.ofTransposed(weights).add(values, actual);

        assertClose(actual, expected, inputs);
    }

    /** Photos that are described together get the captions that each gets alone. */
    @Test
    void shouldGiveARowTheSameProductWhateverIsBesideIt() {
        PackedProduct product = PackedProduct.of(random(70, 130));
        Matrix values = random(31, 70);
        Matrix together = Matrix.zeros(31, 130);
        product.add(values, together);

        for (int row = 0; row < values.rows(); row++) {
            Matrix alone = Matrix.zeros(1, 130);
            product.add(values.rows(row, 1), alone);
            assertThat(alone.toArray()[0]).isEqualTo(together.toArray()[row]);
        }
    }

    @Test
    void shouldRefuseValuesOfAnotherLength() {
        PackedProduct product = PackedProduct.of(random(4, 8));

        assertThatThrownBy(() -> product.add(random(2, 5), Matrix.zeros(2, 8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shapes do not fit: 2x5, 4x8 -> 2x8");
    }

    private Matrix random(int rows, int columns) {
        Matrix matrix = Matrix.zeros(rows, columns);
        matrix.fillUniform(1, random);
        return matrix;
    }

    /** Factors are at most one, and so is what the product is added to; weights are stored in 16 bits. */
    private static void assertClose(Matrix actual, Matrix expected, int inputs) {
        float tolerance = ofAdditions(inputs + 1).around(inputs + 1f).value + inputs * 0x1p-15f;
        for (int row = 0; row < expected.rows(); row++) {
            float[] values = new float[expected.columns()];
            actual.read(row, values);
            assertThat(values).containsExactly(expected.toArray()[row], within(tolerance));
        }
    }
}
