/**
 * The state store of the index: embeddings in RocksDB, with {@link io.fourfold.topology.similarity} in front.
 */
package io.fourfold.topology.store;
