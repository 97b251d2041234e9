package io.fourfold.topology.shard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.state.HostInfo;

/** Instances without a network between them; one that was not added never answers. */
final class FakePeers implements Peers {

    private final Map<HostInfo, ShardReader> instances = new HashMap<>();
    private final List<HostInfo> asked = new ArrayList<>();

    void add(HostInfo address, ShardReader instance) {
        instances.put(address, instance);
    }

    /** Every instance that was asked, in order. */
    List<HostInfo> asked() {
        return asked;
    }

    @Override
    public <A> CompletableFuture<List<ShardAnswer<A>>> send(HostInfo peer, ShardRequest<A> request, Duration timeout) {
        asked.add(peer);
        ShardReader instance = instances.get(peer);
        if (instance == null) {
            return new CompletableFuture<>();
        }
        try {
            return CompletableFuture.completedFuture(instance.answer(request));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
