package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;

/** The stores of a running Kafka Streams application, asked by interactive queries (IQv2, KIP-796). */
final class KafkaStores implements LocalStores {

    private final KafkaStreams streams;
    private final BooleanSupplier complete;

    /**
     * @param complete whether the stores have what is answered from them
     */
    KafkaStores(KafkaStreams streams, BooleanSupplier complete) {
        this.complete = complete;
        this.streams = streams;
    }

    @Override
    public <R> Map<Integer, R> query(String store, Query<R> query, Set<Integer> partitions, boolean activeOnly) {
        StateQueryRequest<R> request =
                StateQueryRequest.inStore(store).withQuery(query).withPartitions(partitions);
        Map<Integer, R> answers = new HashMap<>();
        run(activeOnly ? request.requireActive() : request)
                .getPartitionResults()
                .forEach((partition, result) -> {
                    if (answered(result)) {
                        answers.put(partition, result.getResult());
                    }
                });
        return answers;
    }

    private <R> StateQueryResult<R> run(StateQueryRequest<R> request) {
        if (!complete.getAsBoolean()) {
            throw new NotReadyException("The index is being built anew");
        }
        try {
            return streams.query(request);
        } catch (InvalidStateStoreException e) {
            throw new NotReadyException("The index is not running");
        }
    }

    private static boolean answered(QueryResult<?> result) {
        if (result.isSuccess()) {
            return true;
        }
        return switch (result.getFailureReason()) {
            case NOT_ACTIVE, NOT_PRESENT, NOT_UP_TO_BOUND, DOES_NOT_EXIST -> false;
            case UNKNOWN_QUERY_TYPE, STORE_EXCEPTION ->
                throw new IllegalStateException("The index failed to answer: " + result.getFailureMessage());
        };
    }
}
