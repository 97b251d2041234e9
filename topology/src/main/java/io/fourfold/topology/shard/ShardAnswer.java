package io.fourfold.topology.shard;

import java.util.Comparator;

/**
 * What one partition answered.
 *
 * @param <A> kind of answer
 * @param partition the partition
 * @param active whether the task that maintains the partition answered, rather than a standby
 * @param lag changelog records that a standby has not read yet; 0 if active
 * @param value the answer
 */
public record ShardAnswer<A>(int partition, boolean active, long lag, A value) {

    private static final Comparator<ShardAnswer<?>> FRESHEST_FIRST = Comparator.<ShardAnswer<?>, Boolean>comparing(
                    ShardAnswer::active)
            .reversed()
            .thenComparing(ShardAnswer::lag);

    /** The fresher of two answers of the same partition: an active task's before a standby's, then the smaller lag. */
    static <A> ShardAnswer<A> fresher(ShardAnswer<A> one, ShardAnswer<A> other) {
        return FRESHEST_FIRST.compare(one, other) <= 0 ? one : other;
    }
}
