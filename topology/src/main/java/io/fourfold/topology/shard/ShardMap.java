package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.state.HostInfo;

/** Which instance keeps which partition of a store, as far as this instance knows. */
interface ShardMap {

    /** Number of partitions of a store. */
    int partitions(String store);

    /** The partition that a key belongs to. */
    int partition(String store, String key);

    /**
     * The owners of each partition that has any.
     *
     * @throws NotReadyException if the application does not run
     */
    Map<Integer, ShardOwners> owners(String store);

    /** Every instance that is known, whatever it keeps. */
    Set<HostInfo> instances();
}
