package io.fourfold.model.linear;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorsTest {

    private static final float[] VECTOR = {3, 4};

    @Test
    void shouldMultiplyAndMeasure() {
        assertThat(Vectors.dot(VECTOR, new float[] {2, 1})).isEqualTo(10);
        assertThat(Vectors.length(VECTOR)).isEqualTo(5);
    }

    @Test
    void shouldKeepTheDirectionOnly() {
        assertThat(Vectors.unit(VECTOR)).containsExactly(0.6f, 0.8f);
        assertThat(Vectors.unitSum(VECTOR, new float[] {0, -2}, 2)).containsExactly(1, 0);
        assertThat(Vectors.unitRows(Matrix.row(VECTOR)).toArray()[0]).containsExactly(0.6f, 0.8f);
    }

    @Test
    void shouldCompareWhateverTheLengths() {
        assertThat(Vectors.cosine(VECTOR, new float[] {6, 8})).isEqualTo(1);
        assertThat(Vectors.cosine(VECTOR, new float[] {-8, 6})).isZero();
    }

    @Test
    void shouldFindZerosLikeNothing() {
        assertThat(Vectors.cosine(VECTOR, new float[2])).isZero();
        assertThat(Vectors.unit(new float[2])).containsExactly(0, 0);
    }

    @Test
    void shouldNotLoseSmallProductsBesideLargeOnes() {
        assertThat(Vectors.dot(new float[] {1e4f, 1, -1e4f}, new float[] {1e4f, 1, 1e4f}))
                .isEqualTo(1);
    }
}
