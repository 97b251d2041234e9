package io.fourfold.model.linear;

/**
 * The lower triangular root of a symmetric positive definite matrix: {@code matrix = factor · factorᵀ}.
 *
 * @param factor {@code [size][size]}, zeros above the diagonal
 */
public record Cholesky(double[][] factor) {

    /** @throws IllegalArgumentException if the matrix is not positive definite */
    public static Cholesky of(double[][] matrix) {
        int size = matrix.length;
        double[][] factor = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                if (i == j && !(sum > 0)) {
                    throw new IllegalArgumentException("the covariance is not positive definite");
                }
                factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
            }
        }
        return new Cholesky(factor);
    }

    /** {@code factor · x} */
    public double[] multiplyLower(double[] x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k <= i; k++) {
                result[i] += factor[i][k] * x[k];
            }
        }
        return result;
    }

    /** The {@code x} of {@code factor · x = b}. */
    public double[] solveLower(double[] b) {
        double[] x = b.clone();
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= factor[i][k] * x[k];
            }
            x[i] /= factor[i][i];
        }
        return x;
    }

    /** The {@code x} of {@code factorᵀ · x = b}. */
    public double[] solveUpper(double[] b) {
        double[] x = b.clone();
        for (int i = x.length - 1; i >= 0; i--) {
            x[i] /= factor[i][i];
            for (int k = 0; k < i; k++) {
                x[k] -= factor[i][k] * x[i];
            }
        }
        return x;
    }
}
