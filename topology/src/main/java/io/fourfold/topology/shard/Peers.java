package io.fourfold.topology.shard;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.state.HostInfo;

/** The other instances. */
public interface Peers {

    /**
     * Sends a query to an instance.
     *
     * @param timeout after which the answer is no longer wanted
     * @return the answers of those partitions that could answer; fails if the instance does not answer at all, with a
     *     {@link java.util.concurrent.TimeoutException} if that was only clear when the time was up
     */
    <A> CompletableFuture<List<ShardAnswer<A>>> send(HostInfo peer, ShardRequest<A> request, Duration timeout);
}
