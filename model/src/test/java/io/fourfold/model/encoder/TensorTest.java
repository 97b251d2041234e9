package io.fourfold.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {

    @Test
    void shouldReorderAxes() {
        Tensor tensor = new Tensor(new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6});

        Tensor transposed = tensor.transpose(1, 0);

        assertThat(transposed.shape()).containsExactly(3, 2);
        assertThat(transposed.values()).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void shouldReorderMoreThanTwoAxes() {
        Tensor tensor = new Tensor(new int[] {1, 2, 3}, new float[] {1, 2, 3, 4, 5, 6});

        Tensor transposed = tensor.transpose(2, 0, 1);

        assertThat(transposed.shape()).containsExactly(3, 1, 2);
        assertThat(transposed.values()).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void shouldScaleEverySliceByItsOwnFactor() {
        Tensor tensor = new Tensor(new int[] {2, 2}, new float[] {1, 2, 3, 4});

        assertThat(tensor.scaleFirstAxis(new float[] {10, -1}).values()).containsExactly(10, 20, -3, -4);
    }

    @Test
    void shouldRefuseValuesThatDoNotFillTheShape() {
        assertThatThrownBy(() -> new Tensor(new int[] {2, 2}, new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [2, 2] does not hold 3 values");
    }
}
