package io.fourfold.topology.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AxesTest {

    @Test
    void shouldKeepDirectionsInBothOrders() {
        Axes axes = new Axes(3, List.of(new float[] {0.6f, 0.8f, 0}, new float[] {0, 0, 1}));

        assertThat(axes.byAxis()).hasSize(Axes.MOST * 3).startsWith(0.6f, 0.8f, 0, 0, 0, 1, 0);
        assertThat(axes.byNumber()[Axes.MOST]).isEqualTo(0.8f);
        assertThat(axes.byNumber()[2 * Axes.MOST + 1]).isEqualTo(1);
    }

    @Test
    void shouldTakeTheFirstNumbersWithoutDirections() {
        assertThat(new Axes(2, List.of()).byAxis()).startsWith(1, 0, 0, 1, 0, 0);
        assertThat(new Axes(40, List.of()).byAxis()[31 * 40 + 31]).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatTheBoundsOfTheScanDoNotHoldFor() {
        assertThatThrownBy(() -> new Axes(2, List.of(new float[] {1, 1}))).hasMessageContaining("not orthonormal");
        assertThatThrownBy(() -> new Axes(2, List.of(new float[] {1, 0}, new float[] {1, 0})))
                .hasMessageContaining("axes 0 and 1 are not orthonormal");
        assertThatThrownBy(() -> new Axes(2, List.of(new float[] {Float.NaN, 0})))
                .hasMessageContaining("not orthonormal");
        assertThatThrownBy(() -> new Axes(2, List.of(new float[] {1}))).hasMessageContaining("1 numbers");
        assertThatThrownBy(() -> new Axes(300, Collections.nCopies(33, new float[300])))
                .hasMessageContaining("at most 32");
        assertThatThrownBy(() -> new Axes(0, List.of())).hasMessageContaining("1 to 8192");
    }
}
