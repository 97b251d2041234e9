package io.fourfold.model.linear;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("numeric")
class BlasTest {

    /** Of sums of seven products of numbers up to one, and what is there before. */
    private static final Offset<Float> ROUNDING = ofAdditions(8).around(8f);

    /** Below and above the number of rows at which the kernel changes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 40})
    void shouldMultiplyAsTheDefinitionSays(int rows) {
        Matrix a = random(rows, 7, 1);
        Matrix b = random(7, 5, 2);
        Matrix transposedB = transposed(b);
        float[][] expected = product(a.toArray(), b.toArray());

        assertClose(into(rows, 5, sum -> Blas.addProduct(a, b, sum)), expected);
        assertClose(into(rows, 5, sum -> Blas.product(a, b, sum)), expected);
        assertClose(into(rows, 5, sum -> Blas.addProductTransposed(a, transposedB, sum)), expected);
        assertClose(into(rows, 5, sum -> Blas.productTransposed(a, transposedB, sum)), expected);
        assertClose(into(rows, 5, sum -> Blas.addTransposedProduct(transposed(a), b, sum)), expected);
    }

    @Test
    void shouldAddToWhatIsThere() {
        Matrix sum = random(2, 5, 3);
        float before = sum.toArray()[1][4];
        Matrix a = random(2, 7, 1);
        Matrix b = random(7, 5, 2);

        Blas.addProduct(a, b, sum);

        assertThat(sum.toArray()[1][4]).isCloseTo(before + product(a.toArray(), b.toArray())[1][4], ROUNDING);
    }

    @Test
    void shouldMeasureScaleAndAdd() {
        Matrix a = Matrix.row(new float[] {3, 4});
        Matrix b = Matrix.row(new float[] {1, 1});

        Blas.scale(2, a);
        Blas.add(b, a);

        assertThat(a.toArray()[0]).containsExactly(7, 9);
        assertThat(Blas.norm(Matrix.row(new float[] {3, 4})))
                .isCloseTo(5, ofAdditions(2).around(5f));
    }

    @Test
    void shouldRefuseShapesThatDoNotFit() {
        assertThatThrownBy(() -> Blas.addProduct(Matrix.zeros(2, 3), Matrix.zeros(4, 5), Matrix.zeros(2, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shapes do not fit: 2x3, 4x5 -> 2x5");
    }

    @Test
    void shouldGiveConcurrentCallersTheSameResult() throws Exception {
        Matrix a = random(64, 128, 1);
        Matrix b = random(128, 256, 2);
        float[][] alone = into(64, 256, sum -> Blas.addProduct(a, b, sum)).toArray();
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Callable<float[][]>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                calls.add(() -> into(64, 256, sum -> Blas.addProduct(a, b, sum)).toArray());
            }
            for (Future<float[][]> result : executor.invokeAll(calls)) {
                assertThat(result.get()).isDeepEqualTo(alone);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static Matrix into(int rows, int columns, java.util.function.Consumer<Matrix> product) {
        Matrix sum = Matrix.zeros(rows, columns);
        product.accept(sum);
        return sum;
    }

    private static void assertClose(Matrix actual, float[][] expected) {
        for (int row = 0; row < expected.length; row++) {
            assertThat(actual.toArray()[row]).containsExactly(expected[row], ROUNDING);
        }
    }

    private static float[][] product(float[][] a, float[][] b) {
        float[][] product = new float[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    private static Matrix transposed(Matrix matrix) {
        float[][] values = matrix.toArray();
        Matrix transposed = Matrix.zeros(matrix.columns(), matrix.rows());
        for (int row = 0; row < transposed.rows(); row++) {
            float[] column = new float[matrix.rows()];
            for (int i = 0; i < column.length; i++) {
                column[i] = values[i][row];
            }
            transposed.write(row, column);
        }
        return transposed;
    }

    private static Matrix random(int rows, int columns, int seed) {
        Matrix matrix = Matrix.zeros(rows, columns);
        matrix.fillUniform(1, new SplittableRandom(seed));
        return matrix;
    }
}
