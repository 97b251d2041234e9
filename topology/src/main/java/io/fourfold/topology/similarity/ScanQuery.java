package io.fourfold.topology.similarity;

/**
 * A query as the scan sees it.
 *
 * @param vector the quantised vector
 * @param wanted what a photo must have; {@link NameCodes#NONE} for any owner or album
 */
record ScanQuery(QuantisedQuery vector, Facets wanted) {}
