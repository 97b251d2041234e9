package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets only so many searches, and lists of photos, run at once, in the order they came. They keep a processor busy, so more of
 * them than processors would take turns, and all would end as late as the last. Look-ups are not held up. Nothing is begun,
 * nor waits, after its deadline: whoever asked has gone.
 */
final class SearchBulkhead implements ShardReader {

    private final ShardReader shards;
    private final LongSupplier nanoTime;
    private final Semaphore turns;

    /**
     * @param atOnce searches that run at the same time
     * @param nanoTime clock of the deadlines
     */
    SearchBulkhead(ShardReader shards, int atOnce, LongSupplier nanoTime) {
        this.shards = shards;
        this.nanoTime = nanoTime;
        this.turns = new Semaphore(atOnce, true);
    }

    /** @throws NotReadyException also if the deadline has passed, or passes before it is this search's turn */
    @Override
    public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
        long remaining = request.deadline() - nanoTime.getAsLong();
        if (remaining <= 0) {
            throw new NotReadyException("The query came too late to be answered in time");
        }
        if (!keepsAProcessorBusy(request.query())) {
            return shards.answer(request);
        }
        acquire(remaining);
        try {
            return shards.answer(request);
        } finally {
            turns.release();
        }
    }

    private static boolean keepsAProcessorBusy(ShardQuery<?> query) {
        return query instanceof ShardQuery.Similar || query instanceof ShardQuery.Listing;
    }

    private void acquire(long nanos) {
        try {
            if (!turns.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                throw new NotReadyException("Too many searches are before this one to answer it in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReadyException("The search was interrupted");
        }
    }
}
