/**
 * Scatter/gather: which instance keeps which partition of the index, and queries to all of them at once.
 */
package io.fourfold.topology.shard;
