package io.fourfold.topology.store;

/**
 * A query's vector as the scan sees it. A photo's score is at most {@code perSign * (signBase - perDistance * distance) +
 * signErrorShare * signError}, and {@code dot * perCode * perNumber}, plus or minus {@link #codeError}.
 *
 * @param planes for {@link ScanKernel#distances}
 * @param signBase sum of the signed numbers at distance 0, and the error of having few levels
 * @param perDistance what each unit of distance takes from that
 * @param numbers for {@link ScanKernel#dot}
 * @param perNumber size of one step of the numbers
 * @param numberError bound of the error of rounding the numbers
 * @param errorPerCode bound of the error of rounding a photo's codes, for each unit of its step
 */
record QuantisedQuery(
        int[] planes,
        float signBase,
        float perDistance,
        int[] numbers,
        float perNumber,
        float numberError,
        float errorPerCode) {

    /**
     * How much of its {@code signError} the estimate of a score at a threshold can be off: only what of the query is at
     * right angles to the photo's vector is estimated, and the nearer they are, the less that is.
     */
    static float signErrorShare(float threshold) {
        return threshold <= 0 ? 1 : (float) Math.sqrt(1 - Math.min(1, threshold * threshold));
    }

    /** Bound of the error of the score that comes from codes of this step. */
    float codeError(float perCode) {
        return numberError + errorPerCode * perCode;
    }
}
