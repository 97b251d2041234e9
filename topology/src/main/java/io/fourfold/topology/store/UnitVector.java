package io.fourfold.topology.store;

/** Vectors of length one, whose dot product is the cosine. */
final class UnitVector {

    private UnitVector() {}

    /**
     * Writes a vector, normalised, at a place in an array; a zero vector stays zero.
     *
     * @throws IllegalArgumentException if a number is not finite
     */
    static void write(float[] vector, float[] target, int offset) {
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        if (!Double.isFinite(squares)) {
            throw new IllegalArgumentException("the vector holds a number that is not finite");
        }
        double scale = squares == 0 ? 0 : 1 / Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            target[offset + i] = (float) (vector[i] * scale);
        }
    }

    /** Dot product with a vector that lies somewhere in an array; from -1 to 1 in spite of rounding. */
    static float cosine(float[] query, float[] vectors, int offset) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        // Four independent sums keep the processor's adders busy; one would wait for itself.
        for (; i + 3 < query.length; i += 4) {
            sum0 += query[i] * vectors[offset + i];
            sum1 += query[i + 1] * vectors[offset + i + 1];
            sum2 += query[i + 2] * vectors[offset + i + 2];
            sum3 += query[i + 3] * vectors[offset + i + 3];
        }
        for (; i < query.length; i++) {
            sum0 += query[i] * vectors[offset + i];
        }
        return Math.max(-1, Math.min(1, (sum0 + sum1) + (sum2 + sum3)));
    }
}
