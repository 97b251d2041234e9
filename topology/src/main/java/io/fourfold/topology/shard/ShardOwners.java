package io.fourfold.topology.shard;

import java.util.Set;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Who keeps a partition.
 *
 * @param actives instances that maintain it: one, or none or two while it moves
 * @param standbys instances that keep a copy
 */
record ShardOwners(Set<HostInfo> actives, Set<HostInfo> standbys) {

    static final ShardOwners NONE = new ShardOwners(Set.of(), Set.of());
}
