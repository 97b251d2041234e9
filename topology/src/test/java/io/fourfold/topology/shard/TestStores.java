package io.fourfold.topology.shard;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;

/** The stores of a topology that runs in a test driver, as partition 0. */
record TestStores(TopologyTestDriver driver) implements LocalStores {

    @Override
    public <S, R> Map<Integer, R> query(
            String store, Query<S> query, Set<Integer> partitions, boolean activeOnly, Function<S, R> reading) {
        Map<Integer, R> answers = new HashMap<>();
        if (partitions.contains(0)) {
            QueryResult<S> result =
                    driver.getKeyValueStore(store).query(query, PositionBound.unbounded(), new QueryConfig(false));
            answers.put(0, reading.apply(result.getResult()));
        }
        return answers;
    }
}
