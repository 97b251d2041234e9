package io.fourfold.model.adapt;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.linear.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class TargetLossTest {

    private static final int BATCH = 5;
    private static final int SIZE = 4;
    private static final double WEIGHT = 0.3;
    private static final double TEMPERATURE = 0.2;
    private static final float STEP = 1e-3f;

    private final TargetLoss loss = new TargetLoss(WEIGHT, TEMPERATURE);
    private final float[][] captions = unitRows(random(1));
    private final Matrix said = random(2);
    private final Matrix gradients = Matrix.zeros(BATCH, SIZE);

    @Test
    void shouldAgreeWithFiniteDifferences() {
        loss.gradients(said, captions, gradients);

        float[][] actual = gradients.toArray();
        float[][] original = said.toArray();
        for (int row = 0; row < BATCH; row++) {
            for (int i = 0; i < SIZE; i++) {
                float[] values = original[row].clone();
                values[i] += STEP;
                said.write(row, values);
                double up = total();
                values[i] -= 2 * STEP;
                said.write(row, values);
                double difference = (up - total()) / (2 * STEP);
                said.write(row, original[row]);
                assertThat((double) actual[row][i]).as("[%d][%d]", row, i).isCloseTo(difference, within(1e-3));
            }
        }
    }

    @Test
    void shouldBeZeroWhenTheNetworkSaysWhatPeopleSaidAtAnyLength() {
        Matrix longer = Matrix.zeros(BATCH, SIZE);
        for (int row = 0; row < BATCH; row++) {
            float[] values = captions[row].clone();
            for (int i = 0; i < SIZE; i++) {
                values[i] *= row + 2;
            }
            longer.write(row, values);
        }

        TargetLoss.Value value = loss.gradients(longer, captions, gradients);

        assertThat(value.cosine()).isCloseTo(0, ofAdditions(2 * SIZE).around(1.0));
        assertThat(value.divergence()).isCloseTo(0, ofAdditions(2 * SIZE).around(1 / TEMPERATURE));
    }

    private double total() {
        TargetLoss.Value value = loss.gradients(said, captions, Matrix.zeros(BATCH, SIZE));
        return value.cosine() + WEIGHT * value.divergence();
    }

    private static Matrix random(long seed) {
        Matrix matrix = Matrix.zeros(BATCH, SIZE);
        matrix.fillUniform(1, new SplittableRandom(seed));
        return matrix;
    }

    private static float[][] unitRows(Matrix matrix) {
        float[][] rows = matrix.toArray();
        for (float[] row : rows) {
            double squares = 0;
            for (float value : row) {
                squares += value * value;
            }
            for (int i = 0; i < row.length; i++) {
                row[i] /= (float) Math.sqrt(squares);
            }
        }
        return rows;
    }
}
