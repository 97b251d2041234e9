package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;
import java.util.List;

/** Answers queries from the partitions on this instance. */
public interface ShardReader {

    /**
     * The answers of those partitions that can answer.
     *
     * @throws NotReadyException if the index does not run on this instance, or is that of another model version
     */
    <A> List<ShardAnswer<A>> answer(ShardRequest<A> request);
}
