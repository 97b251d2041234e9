package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Asks the partitions of a store wherever they are: those of this instance directly, all others over HTTP, in parallel.
 * A second round asks everyone for what did not answer, standbys included if that is allowed. Whoever answers, a
 * partition counts once.
 */
final class ScatterGather {

    private final ShardMap map;
    private final Instances instances;
    private final ScatterLimits limits;
    private final LongSupplier nanoTime;
    private final CircuitBreaker circuits;
    private final Semaphore permits;

    /**
     * @param nanoTime clock of the time limit
     */
    ScatterGather(ShardMap map, Instances instances, ScatterLimits limits, LongSupplier nanoTime) {
        this.map = map;
        this.instances = instances;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.circuits = new CircuitBreaker(limits.timeout(), nanoTime);
        this.permits = new Semaphore(limits.concurrency());
    }

    /**
     * The answers of those partitions that answered in time.
     *
     * @param partitions those to ask
     * @throws NotReadyException if the index does not run here, or too many queries are being asked already
     */
    <A> Map<Integer, ShardAnswer<A>> gather(ShardQuery<A> query, Set<Integer> partitions) {
        if (!permits.tryAcquire()) {
            throw new NotReadyException("Too many queries are being answered; try again");
        }
        try {
            return gatherInRounds(query, partitions);
        } finally {
            permits.release();
        }
    }

    private <A> Map<Integer, ShardAnswer<A>> gatherInRounds(ShardQuery<A> query, Set<Integer> partitions) {
        long start = nanoTime.getAsLong();
        long timeout = limits.timeout().toNanos();
        var scattered = new ScatteredQuery<>(query, partitions, instances, circuits, nanoTime, start + timeout);
        scattered.sendToOwners(map.owners(query.store()), start + timeout / 2);
        if (!scattered.complete()) {
            scattered.sendToAll(map.instances(), limits.maxStandbyLag(), start + timeout);
        }
        return scattered.answers();
    }
}
