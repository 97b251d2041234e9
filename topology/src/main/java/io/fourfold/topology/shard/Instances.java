package io.fourfold.topology.shard;

import org.apache.kafka.streams.state.HostInfo;

/**
 * Whom a query can be put to.
 *
 * @param self this instance's address, as in {@code application.server}
 * @param local this instance's partitions
 * @param peers the other instances
 * @param modelVersion version of the network whose index is asked
 */
record Instances(HostInfo self, ShardReader local, Peers peers, String modelVersion) {}
