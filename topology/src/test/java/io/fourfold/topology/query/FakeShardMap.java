package io.fourfold.topology.query;

import java.util.Map;

/**
 * Fixed owners; keys are mapped by their length.
 *
 * @param partitions number of partitions of every store
 * @param owners looked up at each question
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
    public Map<Integer, ShardOwners> owners(String store) {
        return owners;
    }
}
