package io.fourfold.topology.similarity;

/**
 * A query as it is compared with the heads of all photos. A photo's score is at most {@code dot * perProduct + error +
 * headError * headLength + photo's tailLength * tailLength}: what the heads leave out is bounded by the lengths (Cauchy
 * and Schwarz).
 *
 * @param codes {@code [HEAD]}
 * @param perProduct what the dot product of the codes is multiplied with to approximate that of the heads
 * @param error bound of the error of rounding this query, and of all float arithmetic
 * @param headLength length of the part along the axes
 * @param tailLength length of the rest
 */
record HeadQuery(short[] codes, float perProduct, float error, float headLength, float tailLength) {}
