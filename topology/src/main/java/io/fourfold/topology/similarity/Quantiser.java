package io.fourfold.topology.similarity;

/**
 * Writes vectors of length one as two parts, each with a bound of its error.
 *
 * <ul>
 *   <li>The head: one byte for the component along each axis, in steps that are the same for all vectors. For all that it
 *       leaves out its length is known, and so a bound for the score.
 *   <li>One byte for each number of what the head leaves out, scaled by the largest of them.
 * </ul>
 */
record Quantiser(Axes axes, ScanKernel kernel) {

    /** Most length of a head in steps. The product of two such lengths bounds their dot product, which fits in a short. */
    static final int HEAD_LENGTH = 181;

    /** Steps in a length of one, as many as leave room for rounding each of the head's numbers by half a step. */
    private static final float STEPS = 178;

    private static final int LARGEST_CODE = 127;

    /** For a vector of which the head leaves out nothing. */
    private static final float SMALLEST_STEP = 1e-9f;

    private static final int LARGEST_QUERY_NUMBER = 2_047;

    /** Bound of what float arithmetic and axes that are not quite orthonormal change in a score or a squared length. */
    private static final double ARITHMETIC_ERROR = (ScanKernel.HEAD + 1) * Axes.TOLERANCE;

    /** Integers in the longest vector that the scan uses, so that rows need no special end. */
    private static final int LANES = 16;

    /** Bytes of numbers of one vector, padded with zeros. */
    int codeBytes() {
        return (axes.dimensions() + LANES - 1) / LANES * LANES;
    }

    /**
     * Encodes a vector of any length.
     *
     * @throws IllegalArgumentException if it has another size or holds a number that is not finite
     */
    QuantisedVector encode(float[] vector) {
        float[] rest = unit(vector);
        float[] head = head(rest);
        float tailLength = tailLength(rest, head);
        byte[] headCodes = new byte[ScanKernel.HEAD];
        float[] written = new float[ScanKernel.HEAD];
        double squaredError = 0;
        for (int axis = 0; axis < ScanKernel.HEAD; axis++) {
            int code = Math.max(-LARGEST_CODE, Math.min(LARGEST_CODE, Math.round(head[axis] * STEPS)));
            headCodes[axis] = (byte) code;
            written[axis] = code / STEPS;
            double error = head[axis] - written[axis];
            squaredError += error * error;
        }
        kernel.subtract(axes.byAxis(), written, rest);
        float perCode = Math.max(SMALLEST_STEP, largest(rest) / LARGEST_CODE);
        float codesPerUnit = 1 / perCode;
        byte[] codes = new byte[codeBytes()];
        for (int i = 0; i < rest.length; i++) {
            // A branch on the sign would be guessed wrong every other time.
            codes[i] = (byte) (rest[i] * codesPerUnit + Math.copySign(0.5f, rest[i]));
        }
        return new QuantisedVector(headCodes, (float) Math.sqrt(squaredError), tailLength, codes, perCode);
    }

    /**
     * Prepares a query.
     *
     * @throws IllegalArgumentException if its vector has another size or holds a number that is not finite
     */
    QuantisedQuery query(float[] vector) {
        float[] unit = unit(vector);
        float[] head = head(unit);
        return new QuantisedQuery(headQuery(unit, head), fullQuery(unit, head));
    }

    private static HeadQuery headQuery(float[] unit, float[] head) {
        short[] codes = new short[ScanKernel.HEAD];
        double squaredError = 0;
        for (int axis = 0; axis < ScanKernel.HEAD; axis++) {
            codes[axis] = (short) Math.round(head[axis] * STEPS);
            double error = head[axis] - codes[axis] / STEPS;
            squaredError += error * error;
        }
        return new HeadQuery(
                codes,
                1 / (STEPS * STEPS),
                (float) (Math.sqrt(squaredError) * HEAD_LENGTH / STEPS + ARITHMETIC_ERROR),
                (float) Math.sqrt(squares(head)),
                tailLength(unit, head));
    }

    private FullQuery fullQuery(float[] unit, float[] head) {
        float[] perHeadCode = new float[ScanKernel.HEAD];
        for (int axis = 0; axis < ScanKernel.HEAD; axis++) {
            perHeadCode[axis] = head[axis] / STEPS;
        }
        float largest = largest(unit);
        float perNumber = largest == 0 ? 1 : largest / LARGEST_QUERY_NUMBER;
        int[] numbers = new int[codeBytes()];
        double sum = 0;
        for (int i = 0; i < unit.length; i++) {
            numbers[i] = Math.round(unit[i] / perNumber);
            sum += Math.abs(unit[i]);
        }
        // Each rounding is off by half a step at most; what a photo's head leaves out is no longer than the photo.
        return new FullQuery(
                perHeadCode,
                numbers,
                perNumber,
                (float) (Math.sqrt(unit.length) * perNumber / 2 + ARITHMETIC_ERROR),
                (float) (sum / 2));
    }

    private float[] unit(float[] vector) {
        if (vector.length != axes.dimensions()) {
            throw new IllegalArgumentException("the vector has " + vector.length
                    + " numbers, but the index holds vectors of " + axes.dimensions());
        }
        return UnitVector.of(vector);
    }

    private float[] head(float[] unit) {
        float[] head = new float[ScanKernel.HEAD];
        kernel.project(axes.byNumber(), unit, head);
        return head;
    }

    private static float tailLength(float[] unit, float[] head) {
        return (float) Math.sqrt(Math.max(0, squares(unit) - squares(head)) + ARITHMETIC_ERROR);
    }

    private static double squares(float[] numbers) {
        return UnitVector.squares(numbers);
    }

    private static float largest(float[] numbers) {
        float largest = 0;
        for (float number : numbers) {
            largest = Math.max(largest, Math.abs(number));
        }
        return largest;
    }
}
