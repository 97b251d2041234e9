package io.fourfold.model.train;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.linear.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class ContrastiveLossTest {

    private static final int BATCH = 4;
    private static final int SIZE = 3;
    private static final double WEIGHT = 0.7;
    private static final float STEP = 1e-3f;

    private final ContrastiveLoss loss = new ContrastiveLoss(0.5);
    private final Matrix images = random(1);
    private final Matrix texts = random(2);

    @Test
    void shouldAgreeWithFiniteDifferences() {
        Matrix imageGradients = zeros();
        Matrix textGradients = zeros();

        loss.addGradients(WEIGHT, images, texts, imageGradients, textGradients);

        assertMatches(imageGradients, images);
        assertMatches(textGradients, texts);
    }

    @Test
    void shouldAddToTheImagesGradients() {
        Matrix alone = zeros();
        loss.addGradients(WEIGHT, images, texts, alone, zeros());
        Matrix onTop = zeros();
        onTop.fillRows(Matrix.row(new float[] {1, 2, 3}));

        loss.addGradients(WEIGHT, images, texts, onTop, zeros());

        assertThat(onTop.toArray()[0][2])
                .isCloseTo(
                        alone.toArray()[0][2] + 3,
                        ofAdditions(2 * (BATCH + SIZE)).around(3f));
    }

    @Test
    void shouldBeNearZeroWhenEachTextEqualsItsImageOnly() {
        Matrix distinct = zeros();
        for (int i = 0; i < SIZE; i++) {
            float[] row = new float[SIZE];
            row[i] = 1;
            distinct.write(i, row);
        }
        double temperature = 0.05;
        Matrix three = distinct.rows(0, SIZE);

        double aligned =
                new ContrastiveLoss(temperature).addGradients(1, three, three, zeros().rows(0, 3), zeros().rows(0, 3));

        assertThat(aligned).isCloseTo(0, ofAdditions(SIZE).around(1 / temperature));
    }

    private void assertMatches(Matrix gradient, Matrix changed) {
        float[][] actual = gradient.toArray();
        float[][] original = changed.toArray();
        for (int row = 0; row < BATCH; row++) {
            for (int i = 0; i < SIZE; i++) {
                float[] values = original[row].clone();
                values[i] += STEP;
                changed.write(row, values);
                double up = value();
                values[i] -= 2 * STEP;
                changed.write(row, values);
                float difference = (float) ((up - value()) / (2 * STEP));
                changed.write(row, original[row]);
                assertThat(actual[row][i]).isCloseTo(difference, within(1e-3f));
            }
        }
    }

    private double value() {
        return WEIGHT * loss.addGradients(1, images, texts, zeros(), zeros());
    }

    private static Matrix zeros() {
        return Matrix.zeros(BATCH, SIZE);
    }

    private static Matrix random(int seed) {
        Matrix matrix = zeros();
        matrix.fillUniform(1, new SplittableRandom(seed));
        return matrix;
    }
}
