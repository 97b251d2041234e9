package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.SimilarImages;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.kafka.streams.query.Query;

/**
 * Lets only so many searches run at once, in the order they came. A search keeps a processor busy, so more of them than
 * processors would take turns, and all would end as late as the last. Look-ups are not held up.
 */
final class SearchBulkhead implements LocalStores {

    private final LocalStores stores;
    private final Semaphore turns;

    /**
     * @param atOnce searches that run at the same time
     */
    SearchBulkhead(LocalStores stores, int atOnce) {
        this.stores = stores;
        this.turns = new Semaphore(atOnce, true);
    }

    @Override
    public <R> Map<Integer, R> query(String store, Query<R> query, Set<Integer> partitions, boolean activeOnly) {
        if (!(query instanceof SimilarImages)) {
            return stores.query(store, query, partitions, activeOnly);
        }
        acquire();
        try {
            return stores.query(store, query, partitions, activeOnly);
        } finally {
            turns.release();
        }
    }

    private void acquire() {
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReadyException("The search was interrupted");
        }
    }
}
