package io.fourfold.topology.store;

/**
 * A photo's vector as the scan sees it.
 *
 * @param signs a bit for each number, set if it is negative
 * @param codes a byte for each number
 * @param perSign what the sum of a query's signed numbers is multiplied with to estimate the score
 * @param signError bound of that estimate's error
 * @param perCode what the dot product with the codes is multiplied with to approximate the score
 */
record QuantisedVector(int[] signs, byte[] codes, float perSign, float signError, float perCode) {}
