package io.fourfold.topology.app;

import io.fourfold.topology.query.TextQueries;
import io.fourfold.topology.shard.KafkaIndexState;
import io.fourfold.topology.text.InversionQueue;

/**
 * One network's index on this instance, and what asks it.
 *
 * @param state the index
 * @param texts searches it by text
 * @param inversions makes vectors of those texts
 */
record RunningIndex(KafkaIndexState state, TextQueries texts, InversionQueue inversions) implements AutoCloseable {

    @Override
    public void close() {
        inversions.close();
        state.close();
    }
}
