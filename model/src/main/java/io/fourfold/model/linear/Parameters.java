package io.fourfold.model.linear;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named weight matrices laid out one after the other in one block of memory, so that an optimiser or a file sees one vector.
 * Gradients are a second set of the same shapes.
 */
public final class Parameters {

    /** Name and size of one matrix. */
    public record Shape(String name, int rows, int columns) {
        int size() {
            return rows * columns;
        }
    }

    private final List<Shape> shapes;
    private final Matrix flat;
    private final Map<String, Matrix> byName = new LinkedHashMap<>();

    /** All zeros. */
    public Parameters(List<Shape> shapes) {
        this.shapes = List.copyOf(shapes);
        this.flat = Matrix.zeros(1, shapes.stream().mapToInt(Shape::size).sum());
        int from = 0;
        for (Shape shape : shapes) {
            byName.put(shape.name(), flat.reshaped(from, shape.rows(), shape.columns()));
            from += shape.size();
        }
    }

    /** Zeros of the same names and shapes. */
    public Parameters zerosLike() {
        return new Parameters(shapes);
    }

    /** All matrices in one row. */
    public Matrix flat() {
        return flat;
    }

    /** @throws IllegalArgumentException if there is no matrix of that name */
    public Matrix get(String name) {
        Matrix matrix = byName.get(name);
        if (matrix == null) {
            throw new IllegalArgumentException("no weights named '" + name + "', only " + byName.keySet());
        }
        return matrix;
    }

    /** Views by name, in the order of memory. */
    public Map<String, Matrix> byName() {
        return Collections.unmodifiableMap(byName);
    }
}
