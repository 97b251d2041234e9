package io.fourfold.model.adapt;

/**
 * A vector of length 1 that is mostly zeros.
 *
 * @param indices of the others, rising
 * @param values at these indices
 */
record SparseVector(int[] indices, float[] values) {

    /** The product with another one, which is the cosine. */
    double dot(SparseVector other) {
        double sum = 0;
        int i = 0;
        int j = 0;
        while (i < indices.length && j < other.indices.length) {
            int difference = indices[i] - other.indices[j];
            if (difference == 0) {
                sum += values[i++] * other.values[j++];
            } else if (difference < 0) {
                i++;
            } else {
                j++;
            }
        }
        return sum;
    }

    /** The product with a vector that has all its values. */
    float dot(float[] dense) {
        float sum = 0;
        for (int i = 0; i < indices.length; i++) {
            sum += values[i] * dense[indices[i]];
        }
        return sum;
    }
}
