package io.fourfold.model.adapt;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.decoder.GradientCheck;
import io.fourfold.model.encoder.BackboneTail;
import io.fourfold.model.encoder.BackboneTail.Kind;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class TailPassTest {

    private static final int SIDE = 14;
    private static final int PHOTOS = 2;
    private static final int FEATURES = 4;
    private static final float STEP = 2e-3f;

    /** Behind a gradient: forth and back through four bottlenecks, then over all places of all photos. */
    private static final int ADDITIONS = 2 * 4 * 20 + PHOTOS * SIDE * SIDE;

    private final TailWeights weights = tinyWeights();
    private final Parameters gradients = weights.parameters().zerosLike();
    private final TailPass pass = new TailPass(weights, gradients, PHOTOS, SIDE);
    private final Matrix maps = random(PHOTOS * SIDE * SIDE, 2, 2, 6);
    private final Matrix lossWeights = random(PHOTOS, FEATURES, 1, 7);

    @Test
    void shouldAgreeWithFiniteDifferencesInEveryWeight() {
        pass.forward(maps, SIDE);

        pass.backward(lossWeights);

        gradients
                .byName()
                .forEach((name, gradient) ->
                        assertMatches(name, gradient, weights.parameters().get(name)));
    }

    @Test
    void shouldAddGradientsOfSeveralPasses() {
        pass.forward(maps, SIDE);
        pass.backward(lossWeights);
        float[] once = gradients.flat().toArray()[0];

        pass.forward(maps, SIDE);
        pass.backward(lossWeights);

        float[] twice = gradients.flat().toArray()[0];
        for (int i = 0; i < once.length; i++) {
            assertThat(twice[i]).isCloseTo(2 * once[i], ofAdditions(ADDITIONS).around(twice));
        }
    }

    @Test
    void shouldTreatPhotosOfABatchIndependently() {
        float[][] together = pass.forward(maps, SIDE).toArray();

        float[][] second =
                pass.forward(maps.rows(SIDE * SIDE, SIDE * SIDE), SIDE).toArray();

        assertThat(second).hasDimensions(1, FEATURES);
        assertThat(second[0])
                .containsExactly(together[1], ofAdditions(ADDITIONS).around(together[1]));
    }

    private void assertMatches(String name, Matrix gradient, Matrix changed) {
        new GradientCheck(this::weightedFeatures, STEP, 2e-3f, 2e-2f).assertMatches(name, gradient, changed);
        float largest = 0;
        for (float[] row : gradient.toArray()) {
            for (float value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        assertThat(largest)
                .as("%s: gradients of zero would prove nothing", name)
                .isGreaterThan(0.01f);
    }

    private double weightedFeatures() {
        float[][] features = pass.forward(maps, SIDE).toArray();
        float[][] factors = lossWeights.toArray();
        double sum = 0;
        for (int photo = 0; photo < PHOTOS; photo++) {
            for (int i = 0; i < FEATURES; i++) {
                sum += factors[photo][i] * features[photo][i];
            }
        }
        return sum;
    }

    /** Bottlenecks with stride 2, with a residual and with larger filters, and an expansion. */
    private static TailWeights tinyWeights() {
        int[] channels = {2, 3, 3, 2};
        int[] sizes = {3, 3, 5};
        int[] strides = {2, 1, 1};
        int inside = 4;
        List<Parameters.Shape> shapes = new ArrayList<>();
        List<BackboneTail.Step> steps = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String scope = "bottleneck_" + i;
            Kind activation = i == 2 ? Kind.RELU : Kind.RELU6;
            add(shapes, scope + "/expand", inside, channels[i]);
            add(shapes, scope + "/depthwise", inside, sizes[i] * sizes[i]);
            add(shapes, scope + "/project", channels[i + 1], inside);
            int input = steps.size();
            steps.add(new BackboneTail.Step(Kind.POINTWISE, scope + "/expand", 1, 0));
            steps.add(new BackboneTail.Step(activation, "", 1, 0));
            steps.add(new BackboneTail.Step(Kind.DEPTHWISE, scope + "/depthwise", strides[i], 0));
            steps.add(new BackboneTail.Step(activation, "", 1, 0));
            steps.add(new BackboneTail.Step(Kind.POINTWISE, scope + "/project", 1, 0));
            if (i == 1) {
                steps.add(new BackboneTail.Step(Kind.SUM, "", 1, input));
            }
        }
        add(shapes, "last", FEATURES, channels[3]);
        steps.add(new BackboneTail.Step(Kind.POINTWISE, "last", 1, 0));
        steps.add(new BackboneTail.Step(Kind.RELU6, "", 1, 0));
        steps.add(new BackboneTail.Step(Kind.MEAN, "", 1, 0));
        Parameters parameters = new Parameters(shapes);
        SplittableRandom random = new SplittableRandom(5);
        parameters.byName().forEach((name, matrix) -> {
            matrix.fillUniform(name.contains("depthwise/weight") ? 0.6 : 1, random);
            if (name.endsWith("/bias")) {
                matrix.addRow(0, Matrix.row(filled(matrix.columns(), 0.8f)), 0);
            }
        });
        return new TailWeights(steps, parameters);
    }

    private static void add(List<Parameters.Shape> shapes, String name, int out, int in) {
        shapes.add(new Parameters.Shape(name + "/weight", out, in));
        shapes.add(new Parameters.Shape(name + "/bias", 1, out));
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    private static Matrix random(int rows, int columns, double range, long seed) {
        Matrix matrix = Matrix.zeros(rows, columns);
        matrix.fillUniform(range, new SplittableRandom(seed));
        return matrix;
    }
}
