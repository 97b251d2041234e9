package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.query.Query;

/** The stores of the index application on this instance. */
interface LocalStores {

    /**
     * Asks partitions of a store.
     *
     * @param <R> what one of them answers
     * @param partitions those to ask
     * @param activeOnly leaves out standbys and what is being restored
     * @return the answers of those partitions that can answer; null for a key that a partition does not have
     * @throws NotReadyException if the application does not run
     */
    default <R> Map<Integer, R> query(String store, Query<R> query, Set<Integer> partitions, boolean activeOnly) {
        return query(store, query, partitions, activeOnly, Function.identity());
    }

    /**
     * As {@link #query(String, Query, Set, boolean)}, for results that have to be read while the store is open.
     *
     * @param reading what is made of a result; closes it
     */
    <S, R> Map<Integer, R> query(
            String store, Query<S> query, Set<Integer> partitions, boolean activeOnly, Function<S, R> reading);
}
