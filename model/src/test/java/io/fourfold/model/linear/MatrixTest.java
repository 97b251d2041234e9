package io.fourfold.model.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MatrixTest {

    private final Matrix matrix = Matrix.zeros(3, 2);

    @Test
    void shouldShareMemoryWithAView() {
        matrix.rows(1, 2).write(0, new float[] {1, 2});

        assertThat(matrix.toArray()).isDeepEqualTo(new float[][] {{0, 0}, {1, 2}, {0, 0}});
    }

    @Test
    void shouldCopyRowsOfAnotherMatrix() {
        Matrix other = Matrix.zeros(2, 2);
        other.write(1, new float[] {3, 4});

        matrix.copyRow(2, other, 1);
        assertThat(matrix.toArray()).isDeepEqualTo(new float[][] {{0, 0}, {0, 0}, {3, 4}});

        matrix.copyRows(other);
        assertThat(matrix.toArray()).isDeepEqualTo(new float[][] {{0, 0}, {3, 4}, {3, 4}});
    }

    @Test
    void shouldAddARowAndTheSumOfRows() {
        Matrix other = Matrix.zeros(2, 2);
        other.write(0, new float[] {1, 2});
        other.write(1, new float[] {10, 20});

        matrix.addRow(2, other, 1);
        matrix.addColumnSums(other);

        assertThat(matrix.toArray()).isDeepEqualTo(new float[][] {{11, 22}, {0, 0}, {10, 20}});
    }

    @Test
    void shouldForgetEverythingWhenCleared() {
        matrix.fillUniform(1, new SplittableRandom(1));

        matrix.clear();

        assertThat(matrix.toArray()).isDeepEqualTo(new float[3][2]);
    }

    @Test
    void shouldDrawNumbersWithinTheRange() {
        matrix.fillUniform(0.5, new SplittableRandom(1));

        for (float[] row : matrix.toArray()) {
            assertThat(row[0]).isBetween(-0.5f, 0.5f).isNotZero();
        }
    }

    @Test
    void shouldSayWhichSavedWeightsDoNotFit() {
        assertThatThrownBy(() -> matrix.copySaved("words", Matrix.zeros(3, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the weights 'words' are 3 x 4, not 3 x 2");
        assertThatThrownBy(() -> matrix.copySaved("words", null)).hasMessage("the weights 'words' are missing");
    }

    @Test
    void shouldRefuseASizeBeyondTheLargestBuffer() {
        assertThatThrownBy(() -> Matrix.zeros(100_000, 100_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot make a matrix of 100000 x 100000");
    }

    @Test
    void shouldLayParametersOutInOneRow() {
        Parameters parameters =
                new Parameters(List.of(new Parameters.Shape("a", 2, 2), new Parameters.Shape("b", 1, 3)));
        parameters.get("a").write(1, new float[] {1, 2});
        parameters.get("b").write(0, new float[] {3, 4, 5});

        assertThat(parameters.flat().toArray()[0]).containsExactly(0, 0, 1, 2, 3, 4, 5);
        assertThat(parameters.byName().keySet()).containsExactly("a", "b");
        assertThatThrownBy(() -> parameters.get("c")).hasMessage("no weights named 'c', only [a, b]");
    }
}
