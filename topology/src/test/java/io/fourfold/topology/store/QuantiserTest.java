package io.fourfold.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuantiserTest {

    private static final int DIMENSIONS = 300;
    private static final int VECTORS = 1_024;

    private final Quantiser quantiser = new Quantiser(DIMENSIONS);
    private final ScanKernel kernel = new PlainKernel();
    private final RandomPhotos photos = new RandomPhotos(5, DIMENSIONS, 20);

    @Test
    void shouldBoundTheScoreByTheSigns() {
        float[] queryVector = photos.vector();
        QuantisedQuery query = quantiser.query(queryVector);

        for (int i = 0; i < VECTORS; i++) {
            float[] vector = photos.vector();
            float score = UnitVector.cosine(UnitVector.of(queryVector), vector);
            assertThat(mostBySigns(query, quantiser.encode(vector), score)).isGreaterThanOrEqualTo(score);
        }
    }

    @Test
    void shouldEstimateByTheSignsCloselyEnoughToLeaveMostOut() {
        QuantisedQuery query = quantiser.query(photos.vector());

        int near = 0;
        for (int i = 0; i < VECTORS; i++) {
            QuantisedVector vector = quantiser.encode(new RandomPhotos(1_000 + i, DIMENSIONS, 1).vector());
            near += mostBySigns(query, vector, 0.8f) >= 0.8f ? 1 : 0;
        }

        assertThat(near).isLessThan(VECTORS / 20);
    }

    @Test
    void shouldBoundTheErrorOfTheCodes() {
        float[] queryVector = photos.vector();
        QuantisedQuery query = quantiser.query(queryVector);

        for (int i = 0; i < VECTORS; i++) {
            float[] vector = photos.vector();
            QuantisedVector quantised = quantiser.encode(vector);
            float score = UnitVector.cosine(UnitVector.of(queryVector), vector);
            assertThat(byCodes(query, quantised)).isCloseTo(score, within(query.codeError(quantised.perCode())));
            assertThat(query.codeError(quantised.perCode())).isLessThan(0.01f);
        }
    }

    @Test
    void shouldBoundTheScoreOfVectorsThatSignsDescribeBadly() {
        float[] axis = new float[DIMENSIONS];
        axis[7] = 3;
        QuantisedQuery query = quantiser.query(axis);

        assertThat(mostBySigns(query, quantiser.encode(axis), 1)).isGreaterThanOrEqualTo(1);
        assertThat(byCodes(query, quantiser.encode(axis))).isCloseTo(1, within(0.02f));
    }

    @Test
    void shouldGiveZeroVectorsTheScoreZero() {
        QuantisedVector zero = quantiser.encode(new float[DIMENSIONS]);
        QuantisedQuery query = quantiser.query(photos.vector());

        assertThat(byCodes(query, zero)).isZero();
        assertThat(mostBySigns(query, zero, 0)).isGreaterThanOrEqualTo(0);
        assertThat(byCodes(quantiser.query(new float[DIMENSIONS]), quantiser.encode(photos.vector())))
                .isZero();
    }

    @Test
    void shouldNotDependOnTheLengthOfTheVector() {
        float[] vector = photos.vector();
        float[] twice = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            twice[i] = 2 * vector[i];
        }

        assertThat(quantiser.encode(twice).codes())
                .isEqualTo(quantiser.encode(vector).codes());
    }

    @Test
    void shouldRefuseOtherSizesAndNumbersThatAreNotFinite() {
        float[] broken = new float[DIMENSIONS];
        broken[299] = Float.POSITIVE_INFINITY;

        assertThatThrownBy(() -> quantiser.encode(new float[3])).hasMessageContaining("3 numbers");
        assertThatThrownBy(() -> quantiser.query(broken)).hasMessageContaining("not finite");
    }

    @Test
    void shouldRefuseMoreDimensionsThanTheScanCounts() {
        assertThatThrownBy(() -> new Quantiser(993)).hasMessageContaining("993");
        assertThat(new Quantiser(992).words()).isEqualTo(ScanKernel.MAX_WORDS);
    }

    private float mostBySigns(QuantisedQuery query, QuantisedVector vector, float threshold) {
        int[] signs = new int[quantiser.words() * ScanKernel.SLOTS];
        for (int word = 0; word < quantiser.words(); word++) {
            signs[word * ScanKernel.SLOTS] = vector.signs()[word];
        }
        int[] distances = new int[ScanKernel.SLOTS];
        kernel.distances(signs, query.planes(), distances);
        return vector.perSign() * (query.signBase() - query.perDistance() * distances[0])
                + vector.signError() * QuantisedQuery.signErrorShare(threshold);
    }

    private float byCodes(QuantisedQuery query, QuantisedVector vector) {
        return kernel.dot(vector.codes(), 0, query.numbers()) * vector.perCode() * query.perNumber();
    }
}
