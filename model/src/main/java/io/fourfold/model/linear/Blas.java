package io.fourfold.model.linear;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Matrix products by OpenBLAS on the calling thread: callers bring their own threads, so BLAS must not start more.
 * Products of few rows go row by row through the matrix-vector kernel, which, unlike the matrix-matrix kernel, does not first
 * repack the weights: four times faster at three rows.
 */
public final class Blas {

    private static final int MATRIX_VECTOR_ROWS = 10;

    static {
        useCallingThreadOnly();
    }

    private Blas() {}

    /** To be called again after ND4J has started, which sets its own number of BLAS threads. */
    public static void useCallingThreadOnly() {
        openblas_nolapack.blas_set_num_threads(1);
    }

    /** {@code into += a · b} of {@code [n, k]} and {@code [k, m]}. */
    public static void addProduct(Matrix a, Matrix b, Matrix into) {
        check(a.columns() == b.rows() && into.rows() == a.rows() && into.columns() == b.columns(), a, b, into);
        if (a.rows() <= MATRIX_VECTOR_ROWS) {
            addRowByRow(a, b, CblasTrans, into);
            return;
        }
        gemm(CblasNoTrans, CblasNoTrans, a, b, into, a.columns(), 1);
    }

    /** {@code into += a · bᵀ} of {@code [n, k]} and {@code [m, k]}. */
    public static void addProductTransposed(Matrix a, Matrix b, Matrix into) {
        check(a.columns() == b.columns() && into.rows() == a.rows() && into.columns() == b.rows(), a, b, into);
        if (a.rows() <= MATRIX_VECTOR_ROWS) {
            addRowByRow(a, b, CblasNoTrans, into);
            return;
        }
        gemm(CblasNoTrans, CblasTrans, a, b, into, a.columns(), 1);
    }

    /** {@code into = a · b} of {@code [n, k]} and {@code [k, m]}. */
    public static void product(Matrix a, Matrix b, Matrix into) {
        check(a.columns() == b.rows() && into.rows() == a.rows() && into.columns() == b.columns(), a, b, into);
        gemm(CblasNoTrans, CblasNoTrans, a, b, into, a.columns(), 0);
    }

    /** {@code into = a · bᵀ} of {@code [n, k]} and {@code [m, k]}. */
    public static void productTransposed(Matrix a, Matrix b, Matrix into) {
        check(a.columns() == b.columns() && into.rows() == a.rows() && into.columns() == b.rows(), a, b, into);
        gemm(CblasNoTrans, CblasTrans, a, b, into, a.columns(), 0);
    }

    /** {@code into += aᵀ · b} of {@code [k, n]} and {@code [k, m]}. */
    public static void addTransposedProduct(Matrix a, Matrix b, Matrix into) {
        check(a.rows() == b.rows() && into.rows() == a.columns() && into.columns() == b.columns(), a, b, into);
        gemm(CblasTrans, CblasNoTrans, a, b, into, a.rows(), 1);
    }

    /** {@code into += values}, of the same shape. */
    public static void add(Matrix values, Matrix into) {
        check(values.rows() == into.rows() && values.columns() == into.columns(), values, values, into);
        openblas_nolapack.cblas_saxpy(elements(values), 1, values.buffer(), 1, into.buffer(), 1);
    }

    /** Multiplies every element. */
    public static void scale(float factor, Matrix values) {
        openblas_nolapack.cblas_sscal(elements(values), factor, values.buffer(), 1);
    }

    /** Euclidean length of all elements together. */
    public static float norm(Matrix values) {
        return openblas_nolapack.cblas_snrm2(elements(values), values.buffer(), 1);
    }

    private static int elements(Matrix matrix) {
        return matrix.rows() * matrix.columns();
    }

    private static void addRowByRow(Matrix a, Matrix b, int transposition, Matrix into) {
        for (int row = 0; row < a.rows(); row++) {
            openblas_nolapack.cblas_sgemv(
                    CblasRowMajor,
                    transposition,
                    b.rows(),
                    b.columns(),
                    1,
                    b.buffer(),
                    b.columns(),
                    a.rows(row, 1).buffer(),
                    1,
                    1,
                    into.rows(row, 1).buffer(),
                    1);
        }
    }

    private static void gemm(int transA, int transB, Matrix a, Matrix b, Matrix into, int inner, float keep) {
        if (into.rows() == 0 || inner == 0) {
            return;
        }
        openblas_nolapack.cblas_sgemm(
                CblasRowMajor,
                transA,
                transB,
                into.rows(),
                into.columns(),
                inner,
                1,
                a.buffer(),
                a.columns(),
                b.buffer(),
                b.columns(),
                keep,
                into.buffer(),
                into.columns());
    }

    private static void check(boolean fits, Matrix a, Matrix b, Matrix into) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "shapes do not fit: " + shape(a) + ", " + shape(b) + " -> " + shape(into));
        }
    }

    private static String shape(Matrix matrix) {
        return matrix.rows() + "x" + matrix.columns();
    }
}
