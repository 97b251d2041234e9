package io.fourfold.topology.store;

/**
 * Writes vectors of length one in two coarse forms, each with a bound of its error.
 *
 * <ul>
 *   <li>One bit a number, its sign, with the estimator of RaBitQ (Gao and Long, SIGMOD 2024): the query keeps 4 bits a
 *       number, and the products' sum is divided by the cosine between the vector and its signs. The random rotation of
 *       that paper is left out; on this network's embeddings it changed the error by less than a tenth.
 *   <li>One byte a number, scaled by the vector's largest.
 * </ul>
 */
final class Quantiser {

    /** Standard deviations of the estimate by signs; a photo further off than that would be missed. */
    private static final double SIGN_DEVIATIONS = 4;

    /** Standard deviations of the estimate by bytes. Cheap to be careful here: few photos are near the limit. */
    private static final double BYTE_DEVIATIONS = 6;

    /** Rounding to a step leaves an error that is uniform over it. */
    private static final double UNIFORM_DEVIATION = 1 / Math.sqrt(12);

    private static final int LARGEST_CODE = 127;
    private static final int LARGEST_QUERY_NUMBER = 2_047;
    private static final int LARGEST_LEVEL = (1 << ScanKernel.PLANES) - 1;

    /** Integers in the longest vector that the scan uses, so that rows need no special end. */
    private static final int LANES = 16;

    private final int dimensions;

    /**
     * @throws IllegalArgumentException if there are more dimensions than the scan can count
     */
    Quantiser(int dimensions) {
        if (dimensions < 1 || dimensions > ScanKernel.MAX_WORDS * Integer.SIZE) {
            throw new IllegalArgumentException("the index holds vectors of 1 to " + ScanKernel.MAX_WORDS * Integer.SIZE
                    + " numbers, not " + dimensions);
        }
        this.dimensions = dimensions;
    }

    /** Words of signs of one vector. */
    int words() {
        return (dimensions + Integer.SIZE - 1) / Integer.SIZE;
    }

    /** Bytes of numbers of one vector, padded with zeros. */
    int codeBytes() {
        return (dimensions + LANES - 1) / LANES * LANES;
    }

    /**
     * Encodes a vector of any length.
     *
     * @throws IllegalArgumentException if it has another size or holds a number that is not finite
     */
    QuantisedVector encode(float[] vector) {
        float[] unit = unit(vector);
        int[] signs = new int[words()];
        byte[] codes = new byte[codeBytes()];
        float largest = largest(unit);
        float perCode = largest / LARGEST_CODE;
        float codesPerUnit = largest == 0 ? 0 : LARGEST_CODE / largest;
        float sum = 0;
        for (int i = 0; i < dimensions; i++) {
            float number = unit[i];
            signs[i >> 5] |= (Float.floatToRawIntBits(number) >>> 31) << i;
            sum += Math.abs(number);
            codes[i] = (byte) (number * codesPerUnit + (number < 0 ? -0.5f : 0.5f));
        }
        double cosineToSigns = sum / Math.sqrt(dimensions);
        if (cosineToSigns == 0) {
            // The zero vector: its signs say nothing, its score is 0.
            return new QuantisedVector(signs, codes, 0, 2, 0);
        }
        double deviation =
                Math.sqrt(Math.max(0, 1 / (cosineToSigns * cosineToSigns) - 1) / Math.max(1, dimensions - 1));
        return new QuantisedVector(
                signs,
                codes,
                (float) (1 / (cosineToSigns * Math.sqrt(dimensions))),
                (float) (SIGN_DEVIATIONS * deviation),
                perCode);
    }

    /**
     * Prepares a query.
     *
     * @throws IllegalArgumentException if its vector has another size or holds a number that is not finite
     */
    QuantisedQuery query(float[] vector) {
        float[] unit = unit(vector);
        float largest = largest(unit);
        // Odd levels from -15 to 15, so that each bit plane is a plane of signs.
        float perLevel = largest == 0 ? 1 : largest / LARGEST_LEVEL;
        float perNumber = largest == 0 ? 1 : largest / LARGEST_QUERY_NUMBER;
        int words = words();
        int[] planes = new int[ScanKernel.PLANES * words];
        int[] numbers = new int[codeBytes()];
        for (int i = 0; i < dimensions; i++) {
            numbers[i] = Math.round(unit[i] / perNumber);
            int level = Math.min(LARGEST_LEVEL, Math.max(0, Math.round((unit[i] / perLevel + LARGEST_LEVEL) / 2)));
            for (int plane = 0; plane < ScanKernel.PLANES; plane++) {
                // A set bit is a minus, as in a float.
                planes[plane * words + (i >> 5)] |= (~level >>> plane & 1) << i;
            }
        }
        double levelError = SIGN_DEVIATIONS * 2 * perLevel * UNIFORM_DEVIATION * Math.sqrt(dimensions);
        return new QuantisedQuery(
                planes,
                (float) (perLevel * LARGEST_LEVEL * dimensions + levelError),
                2 * perLevel,
                numbers,
                perNumber,
                (float) (BYTE_DEVIATIONS * UNIFORM_DEVIATION * perNumber),
                (float) (BYTE_DEVIATIONS * UNIFORM_DEVIATION));
    }

    private float[] unit(float[] vector) {
        if (vector.length != dimensions) {
            throw new IllegalArgumentException(
                    "the vector has " + vector.length + " numbers, but the index holds vectors of " + dimensions);
        }
        return UnitVector.of(vector);
    }

    private static float largest(float[] unit) {
        float largest = 0;
        for (float number : unit) {
            largest = Math.max(largest, Math.abs(number));
        }
        return largest;
    }
}
