package io.fourfold.topology.shard;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Fixed owners; keys are mapped by their length.
 *
 * @param partitions number of partitions of every store
 * @param owners looked up at each query
 */
record FakeShardMap(int partitions, Map<Integer, ShardOwners> owners) implements ShardMap {

    @Override
    public int partitions(String store) {
        return partitions;
    }

    @Override
    public int partition(String store, String key) {
        return key.length() % partitions;
    }

    @Override
    public Set<HostInfo> instances() {
        return owners.values().stream()
                .flatMap(of -> Stream.concat(of.actives().stream(), of.standbys().stream()))
                .collect(Collectors.toSet());
    }

    @Override
    public Map<Integer, ShardOwners> owners(String store) {
        return owners;
    }
}
