package io.fourfold.topology.similarity;

/**
 * A query as the scan sees it.
 *
 * @param vector the quantised vector
 * @param wanted what a photo must have
 */
record ScanQuery(QuantisedQuery vector, WantedFacets wanted) {}
