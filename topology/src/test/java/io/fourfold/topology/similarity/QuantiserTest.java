package io.fourfold.topology.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class QuantiserTest {

    private static final int DIMENSIONS = 300;
    private static final int VECTORS = 1_024;

    private final ScanKernel kernel = new PlainKernel();
    private final Quantiser quantiser = new Quantiser(new Axes(DIMENSIONS, List.of()), kernel);
    private final RandomPhotos photos = new RandomPhotos(5, DIMENSIONS, 20);

    @Test
    void shouldBoundTheScoreByTheHeads() {
        for (int i = 0; i < VECTORS; i++) {
            float[] query = photos.vector();
            float[] vector = photos.vector();

            assertThat(mostByHeads(query, vector)).isGreaterThanOrEqualTo(cosine(query, vector));
        }
    }

    @Test
    void shouldBoundTheScoreTightlyAlongTheAxes() {
        for (int i = 0; i < VECTORS; i++) {
            float[] query = alongAxes(photos.vector());
            float[] vector = alongAxes(photos.vector());

            assertThat(mostByHeads(query, vector)).isCloseTo(cosine(query, vector), within(0.05f));
        }
    }

    @Test
    void shouldBoundTheErrorOfTheCodes() {
        for (int i = 0; i < VECTORS; i++) {
            float[] query = photos.vector();
            float[] vector = photos.vector();

            float error = errorByCodes(query, vector);

            assertThat(byCodes(query, vector)).isCloseTo(cosine(query, vector), within(error));
            assertThat(error).isLessThan(0.02f);
        }
    }

    @Test
    void shouldBoundTheScoreOfVectorsThatHeadsDescribeBadly() {
        for (int number : new int[] {0, 7, 31, 32, 299}) {
            float[] spike = new float[DIMENSIONS];
            spike[number] = 3;

            assertThat(mostByHeads(spike, spike)).isGreaterThanOrEqualTo(1);
            assertThat(byCodes(spike, spike)).isCloseTo(1, within(errorByCodes(spike, spike)));
        }
    }

    @Test
    void shouldGiveZeroVectorsTheScoreZero() {
        float[] zero = new float[DIMENSIONS];
        float[] any = photos.vector();

        assertThat(byCodes(any, zero)).isZero();
        assertThat(byCodes(zero, any)).isCloseTo(0, within(1e-6f));
        assertThat(mostByHeads(any, zero)).isBetween(0f, 0.05f);
        assertThat(mostByHeads(zero, any)).isBetween(0f, 0.05f);
    }

    @Test
    void shouldKeepTheHeadWithinWhatItsProductsAllow() {
        float[] flat = new float[DIMENSIONS];
        for (int i = 0; i < ScanKernel.HEAD; i++) {
            flat[i] = i % 2 == 0 ? 1 : -0.9f;
        }

        int squares = 0;
        for (byte code : quantiser.encode(flat).head()) {
            squares += code * code;
        }
        assertThat(squares).isLessThanOrEqualTo(Quantiser.HEAD_LENGTH * Quantiser.HEAD_LENGTH);
        assertThat(Quantiser.HEAD_LENGTH * Quantiser.HEAD_LENGTH).isLessThanOrEqualTo(Short.MAX_VALUE);
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
        assertThat(quantiser.encode(twice).head())
                .isEqualTo(quantiser.encode(vector).head());
    }

    @Test
    void shouldRefuseOtherSizesAndNumbersThatAreNotFinite() {
        float[] broken = new float[DIMENSIONS];
        broken[299] = Float.POSITIVE_INFINITY;

        assertThatThrownBy(() -> quantiser.encode(new float[3])).hasMessageContaining("3 numbers");
        assertThatThrownBy(() -> quantiser.query(broken)).hasMessageContaining("not finite");
    }

    /** As {@link ScanKernel#reaching} says. */
    private float mostByHeads(float[] queryVector, float[] vector) {
        HeadQuery query = quantiser.query(queryVector).head();
        QuantisedVector quantised = quantiser.encode(vector);
        int dot = 0;
        for (int axis = 0; axis < ScanKernel.HEAD; axis++) {
            dot += query.codes()[axis] * quantised.head()[axis];
        }
        return dot * query.perProduct()
                + query.error()
                + quantised.headError() * query.headLength()
                + quantised.tailLength() * query.tailLength();
    }

    private float byCodes(float[] queryVector, float[] vector) {
        FullQuery query = quantiser.query(queryVector).full();
        QuantisedVector quantised = quantiser.encode(vector);
        float score = kernel.dot(quantised.codes(), 0, query.numbers()) * quantised.perCode() * query.perNumber();
        for (int axis = 0; axis < ScanKernel.HEAD; axis++) {
            score += quantised.head()[axis] * query.perHeadCode()[axis];
        }
        return score;
    }

    private float errorByCodes(float[] queryVector, float[] vector) {
        FullQuery query = quantiser.query(queryVector).full();
        return query.error() + query.errorPerCode() * quantiser.encode(vector).perCode();
    }

    private static float cosine(float[] query, float[] vector) {
        return UnitVector.cosine(UnitVector.of(query), vector);
    }

    private static float[] alongAxes(float[] vector) {
        float[] along = new float[vector.length];
        System.arraycopy(vector, 0, along, 0, ScanKernel.HEAD);
        return along;
    }
}
