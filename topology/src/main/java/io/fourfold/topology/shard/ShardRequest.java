package io.fourfold.topology.shard;

import java.util.OptionalLong;
import java.util.Set;

/**
 * A query to one instance.
 *
 * @param <A> what one partition answers
 * @param query what is asked
 * @param partitions whom it is for; those that the instance cannot answer for are missing in its answer
 * @param maxStandbyLag changelog records that a standby may lag behind and still answer; empty asks active tasks only
 * @param modelVersion version of the network whose index is asked
 * @param deadline until when the answer is wanted, on the clock of {@link System#nanoTime}; work is not begun after it
 */
public record ShardRequest<A>(
        ShardQuery<A> query, Set<Integer> partitions, OptionalLong maxStandbyLag, String modelVersion, long deadline) {}
