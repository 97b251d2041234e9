package io.fourfold.topology.shard;

/**
 * The topic that a store is filled from, whose partitions are the store's.
 *
 * @param name name of the topic
 * @param partitions number of its partitions
 */
public record SourceTopic(String name, int partitions) {}
