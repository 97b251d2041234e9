package io.fourfold.model.linear;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * A row-major float32 matrix outside the heap, where BLAS and ND4J reach it without copying. Rows are copied in and out in
 * bulk; a view shares its parent's memory. Not synchronised: one thread writes at a time.
 */
public final class Matrix {

    private final int rows;
    private final int columns;
    private final FloatBuffer data;

    private Matrix(int rows, int columns, FloatBuffer data) {
        this.rows = rows;
        this.columns = columns;
        this.data = data;
    }

    /** A matrix of zeros. */
    public static Matrix zeros(int rows, int columns) {
        long bytes = (long) rows * columns * Float.BYTES;
        if (rows < 0 || columns < 0 || bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("cannot make a matrix of " + rows + " x " + columns);
        }
        ByteBuffer memory = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
        return new Matrix(rows, columns, memory.asFloatBuffer());
    }

    /** A matrix of one row that holds a copy of the given numbers. */
    public static Matrix row(float[] values) {
        Matrix matrix = zeros(1, values.length);
        matrix.write(0, values);
        return matrix;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** The memory itself, all rows one after the other; position 0. */
    public FloatBuffer buffer() {
        return data;
    }

    /** A view of {@code count} rows from row {@code from} on. */
    public Matrix rows(int from, int count) {
        return new Matrix(count, columns, data.slice(from * columns, count * columns));
    }

    /** A view of part of a matrix of one row, in another form. */
    Matrix reshaped(int from, int newRows, int newColumns) {
        return new Matrix(newRows, newColumns, data.slice(from, newRows * newColumns));
    }

    /** Copies one row into the start of {@code into}. */
    public void read(int row, float[] into) {
        data.get(row * columns, into, 0, columns);
    }

    /** Overwrites one row with the start of {@code values}. */
    public void write(int row, float[] values) {
        data.put(row * columns, values, 0, columns);
    }

    /** Overwrites one row with a row of another matrix of as many columns. */
    public void copyRow(int row, Matrix from, int fromRow) {
        data.slice(row * columns, columns).put(from.data.slice(fromRow * columns, columns));
    }

    /** Overwrites the first rows with all rows of another matrix of as many columns. */
    public void copyRows(Matrix from) {
        data.slice(0, from.rows * columns).put(from.data.duplicate());
    }

    /**
     * Overwrites all rows with a matrix read from a file.
     *
     * @throws IllegalArgumentException if it is missing or of another shape
     */
    public void copySaved(String name, Matrix saved) {
        if (saved == null) {
            throw new IllegalArgumentException("the weights '" + name + "' are missing");
        }
        if (saved.rows != rows || saved.columns != columns) {
            throw new IllegalArgumentException("the weights '" + name + "' are " + saved.rows + " x " + saved.columns
                    + ", not " + rows + " x " + columns);
        }
        copyRows(saved);
    }

    /** Adds a row of another matrix of as many columns to one row. */
    public void addRow(int row, Matrix from, int fromRow) {
        float[] sum = new float[columns];
        float[] addend = new float[columns];
        read(row, sum);
        from.read(fromRow, addend);
        for (int i = 0; i < columns; i++) {
            sum[i] += addend[i];
        }
        write(row, sum);
    }

    /** Adds the sum of all rows of another matrix of as many columns to the first row. */
    public void addColumnSums(Matrix from) {
        float[] sums = new float[columns];
        float[] values = new float[columns];
        read(0, sums);
        for (int row = 0; row < from.rows; row++) {
            from.read(row, values);
            for (int i = 0; i < columns; i++) {
                sums[i] += values[i];
            }
        }
        write(0, sums);
    }

    /** Overwrites every row with the one row of {@code values}. */
    public void fillRows(Matrix values) {
        for (int row = 0; row < rows; row++) {
            copyRow(row, values, 0);
        }
    }

    /** Sets every element to a number drawn evenly from {@code -range} to {@code range}. */
    public void fillUniform(double range, SplittableRandom random) {
        float[] values = new float[columns];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < columns; i++) {
                values[i] = (float) ((2 * random.nextDouble() - 1) * range);
            }
            write(row, values);
        }
    }

    /** Sets every element to zero. */
    public void clear() {
        float[] zeros = new float[columns];
        for (int row = 0; row < rows; row++) {
            write(row, zeros);
        }
    }

    /** A copy on the heap, {@code [rows][columns]}. */
    public float[][] toArray() {
        float[][] result = new float[rows][columns];
        for (int row = 0; row < rows; row++) {
            read(row, result[row]);
        }
        return result;
    }
}
