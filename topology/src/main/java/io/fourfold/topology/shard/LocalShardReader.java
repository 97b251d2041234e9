package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Asks active tasks first, and standbys only for what is missing, if the request allows their lag. */
final class LocalShardReader implements ShardReader {

    private final LocalStores stores;
    private final StandbyLags lags;
    private final String modelVersion;

    /**
     * @param modelVersion version of the network whose index this is
     */
    LocalShardReader(LocalStores stores, StandbyLags lags, String modelVersion) {
        this.stores = stores;
        this.lags = lags;
        this.modelVersion = modelVersion;
    }

    @Override
    public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
        if (!modelVersion.equals(request.modelVersion())) {
            throw new NotReadyException(
                    "This instance's index is of model version " + modelVersion + ", not of " + request.modelVersion());
        }
        List<ShardAnswer<A>> answers = new ArrayList<>();
        Set<Integer> missing = new HashSet<>(request.partitions());
        request.query().run(stores, request.partitions(), true).forEach((partition, answer) -> {
            answers.add(new ShardAnswer<>(partition, true, 0, answer));
            missing.remove(partition);
        });
        Map<Integer, Long> standbys = standbys(request, missing);
        if (!standbys.isEmpty()) {
            request.query()
                    .run(stores, standbys.keySet(), false)
                    .forEach((partition, answer) ->
                            answers.add(new ShardAnswer<>(partition, false, standbys.get(partition), answer)));
        }
        return answers;
    }

    /** The lag of each standby that is close enough to answer. */
    private Map<Integer, Long> standbys(ShardRequest<?> request, Set<Integer> partitions) {
        Map<Integer, Long> standbys = new HashMap<>();
        if (request.maxStandbyLag().isEmpty()) {
            return standbys;
        }
        for (int partition : partitions) {
            OptionalLong lag = lags.lag(request.query().store(), partition);
            if (lag.isPresent() && lag.getAsLong() <= request.maxStandbyLag().getAsLong()) {
                standbys.put(partition, lag.getAsLong());
            }
        }
        return standbys;
    }
}
