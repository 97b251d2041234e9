package io.fourfold.model.linear;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named float32 matrices in a file.
 *
 * <p>Format, all numbers big-endian: the eight bytes {@code FOURFOLD}; int32 format version 1; int32 number of matrices; then
 * for each its name (uint16 length, UTF-8 bytes), int32 rows, int32 columns, and rows x columns IEEE 754 float32, row by row.
 * Nothing follows the last matrix.
 */
public final class TensorFile {

    private static final byte[] MAGIC = "FOURFOLD".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT_VERSION = 1;

    private TensorFile() {}

    /** Writes the matrices in the map's order; the caller closes the stream. */
    public static void write(OutputStream stream, Map<String, Matrix> matrices) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.write(MAGIC);
        out.writeInt(FORMAT_VERSION);
        out.writeInt(matrices.size());
        for (Map.Entry<String, Matrix> entry : matrices.entrySet()) {
            Matrix matrix = entry.getValue();
            out.writeUTF(entry.getKey());
            out.writeInt(matrix.rows());
            out.writeInt(matrix.columns());
            for (float[] row : matrix.toArray()) {
                ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES);
                bytes.asFloatBuffer().put(row);
                out.write(bytes.array());
            }
        }
        out.flush();
    }

    /** @throws IllegalArgumentException if the bytes are not a complete file of this format; the message says why */
    public static Map<String, Matrix> read(byte[] file) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new IllegalArgumentException("not a weights file: it does not start with FOURFOLD");
            }
            int version = in.readInt();
            if (version != FORMAT_VERSION) {
                throw new IllegalArgumentException("weights file of format " + version + ", but only " + FORMAT_VERSION
                        + " is understood: use a newer Fourfold");
            }
            int count = in.readInt();
            Map<String, Matrix> matrices = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                matrices.put(in.readUTF(), readMatrix(in, file));
            }
            if (in.read() >= 0) {
                throw new IllegalArgumentException("weights file is longer than its " + count + " matrices");
            }
            return matrices;
        } catch (EOFException e) {
            throw new IllegalArgumentException("weights file is cut short", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Matrix readMatrix(DataInputStream in, byte[] file) throws IOException {
        int rows = in.readInt();
        int columns = in.readInt();
        if (rows < 0 || columns < 0 || (long) rows * columns * Float.BYTES > in.available()) {
            throw new EOFException();
        }
        Matrix matrix = Matrix.zeros(rows, columns);
        int bytes = rows * columns * Float.BYTES;
        matrix.buffer()
                .duplicate()
                .put(ByteBuffer.wrap(file, file.length - in.available(), bytes).asFloatBuffer());
        in.skipNBytes(bytes);
        return matrix;
    }
}
