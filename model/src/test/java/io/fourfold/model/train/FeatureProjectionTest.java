package io.fourfold.model.train;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.decoder.GradientCheck;
import io.fourfold.model.linear.Matrix;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class FeatureProjectionTest {

    private static final int FEATURES = 4;
    private static final int EMBEDDING = 3;
    private static final float STEP = 1e-2f;

    private final FeatureScaling scaling = new FeatureScaling(new float[] {1, 2, 3, 4}, new float[] {1, 0.5f, 2, 1});
    private final FeatureProjection projection = new FeatureProjection(scaling, EMBEDDING, new SplittableRandom(1));
    private final List<float[]> features = features(6);

    @Test
    void shouldAgreeWithFiniteDifferencesInEveryWeight() {
        forward();

        projection.backward(weights());

        projection
                .gradients()
                .byName()
                .forEach((name, gradient) ->
                        assertMatches(name, gradient, projection.parameters().get(name)));
    }

    @Test
    void shouldEmbedABatchWithMeanZeroAndVarianceOneAtFirst() {
        float[][] embeddings = forward().toArray();

        for (int i = 0; i < EMBEDDING; i++) {
            int column = i;
            assertThat(Stream.of(embeddings).mapToDouble(row -> row[column]).average())
                    .hasValueCloseTo(0.0, ofAdditions(FEATURES + 6).around(5.0));
            assertThat(Stream.of(embeddings)
                            .mapToDouble(row -> row[column] * row[column])
                            .average())
                    .hasValueCloseTo(1.0, within(1e-3));
        }
    }

    @Test
    void shouldFoldIntoTheSameMapOnceItsStatisticsHaveSettled() {
        Matrix trained = null;
        for (int i = 0; i < 200; i++) {
            trained = forward();
        }

        AffineMap folded = projection.folded();

        for (int i = 0; i < features.size(); i++) {
            assertThat(folded.apply(features.get(i))).containsExactly(trained.toArray()[i], within(1e-3f));
        }
    }

    private Matrix forward() {
        return projection.forward(features, 0, new SplittableRandom(3));
    }

    private void assertMatches(String name, Matrix gradient, Matrix changed) {
        new GradientCheck(this::weightedEmbeddings, STEP, 5e-3f, 1e-2f).assertMatches(name, gradient, changed);
    }

    private double weightedEmbeddings() {
        float[][] embeddings = forward().toArray();
        float[][] weights = weights().toArray();
        double sum = 0;
        for (int row = 0; row < embeddings.length; row++) {
            for (int i = 0; i < EMBEDDING; i++) {
                sum += weights[row][i] * embeddings[row][i];
            }
        }
        return sum;
    }

    private Matrix weights() {
        Matrix weights = Matrix.zeros(features.size(), EMBEDDING);
        weights.fillUniform(1, new SplittableRandom(5));
        return weights;
    }

    private static List<float[]> features(int count) {
        SplittableRandom random = new SplittableRandom(4);
        return Stream.generate(() -> {
                    float[] feature = new float[FEATURES];
                    for (int i = 0; i < FEATURES; i++) {
                        feature[i] = (float) (5 * random.nextDouble());
                    }
                    return feature;
                })
                .limit(count)
                .toList();
    }
}
