package io.fourfold.topology.similarity;

/**
 * A query as it is compared with all that the mirror has of a photo.
 *
 * @param perHeadCode {@code [HEAD]}, what each code of a head adds to the score
 * @param numbers for {@link ScanKernel#dot}
 * @param perNumber size of one step of the numbers
 * @param error bound of the error of rounding the numbers, and of all float arithmetic
 * @param errorPerCode bound of the error of rounding a photo's codes, for each unit of its step
 */
record FullQuery(float[] perHeadCode, int[] numbers, float perNumber, float error, float errorPerCode) {}
