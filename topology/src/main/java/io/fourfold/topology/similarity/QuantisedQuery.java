package io.fourfold.topology.similarity;

/** A query's vector as the scan sees it: for the heads of all photos, and for the few that may be near. */
record QuantisedQuery(HeadQuery head, FullQuery full) {}
