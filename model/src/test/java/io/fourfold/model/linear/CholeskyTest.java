package io.fourfold.model.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The factor of {{4, 2}, {2, 10}} is {{2, 0}, {1, 3}}. */
class CholeskyTest {

    private final Cholesky cholesky = Cholesky.of(new double[][] {{4, 2}, {2, 10}});

    @Test
    void shouldFactorise() {
        assertThat(cholesky.factor()).isDeepEqualTo(new double[][] {{2, 0}, {1, 3}});
        assertThat(cholesky.multiplyLower(new double[] {1, 2})).containsExactly(2, 7);
    }

    @Test
    void shouldSolve() {
        double[] solved = cholesky.solveUpper(cholesky.solveLower(new double[] {8, 22}));

        assertThat(solved).containsExactly(new double[] {1, 2}, within(1e-12));
    }

    @Test
    void shouldRefuseWhatIsNoCovariance() {
        assertThatThrownBy(() -> Cholesky.of(new double[][] {{1, 2}, {2, 1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not positive definite");
    }
}
