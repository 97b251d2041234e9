package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.store.ActiveStores;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;

/**
 * The stores of a running Kafka Streams application, asked by interactive queries (IQv2, KIP-796). Which of them are active is
 * known from {@link ActiveStores} and not left to Kafka Streams, which answers from none of a thread's stores while the thread
 * restores one: after a failover, survivors would fall silent about what they have.
 */
final class KafkaStores implements LocalStores {

    private final Queries queries;
    private final ActiveStores active;
    private final BooleanSupplier complete;

    /** As {@link KafkaStreams#query}. */
    interface Queries {
        <R> StateQueryResult<R> query(StateQueryRequest<R> request);
    }

    /**
     * @param active the stores that have been restored and are kept up to date
     * @param complete whether the stores have what is answered from them
     */
    KafkaStores(Queries queries, ActiveStores active, BooleanSupplier complete) {
        this.complete = complete;
        this.queries = queries;
        this.active = active;
    }

    @Override
    public <S, R> Map<Integer, R> query(
            String store, Query<S> query, Set<Integer> partitions, boolean activeOnly, Function<S, R> reading) {
        return activeOnly
                ? queryActive(store, query, partitions, reading)
                : queryAny(store, query, partitions, reading);
    }

    /** A store that was closed meanwhile may have been asked while it was being restored. */
    private <S, R> Map<Integer, R> queryActive(
            String store, Query<S> query, Set<Integer> partitions, Function<S, R> reading) {
        Map<Integer, Object> before = active.of(store);
        before.keySet().retainAll(partitions);
        Map<Integer, R> answers = queryAny(store, query, before.keySet(), reading);
        Map<Integer, Object> after = active.of(store);
        answers.keySet().removeIf(partition -> before.get(partition) != after.get(partition));
        return answers;
    }

    private <S, R> Map<Integer, R> queryAny(
            String store, Query<S> query, Set<Integer> partitions, Function<S, R> reading) {
        Map<Integer, R> answers = new HashMap<>();
        run(StateQueryRequest.inStore(store).withQuery(query).withPartitions(partitions))
                .getPartitionResults()
                .forEach((partition, result) -> {
                    if (answered(result)) {
                        read(result.getResult(), reading).ifPresent(answer -> answers.put(partition, answer.value()));
                    }
                });
        return answers;
    }

    /** An answer, also if it is null: a key that there is not. */
    private record Answer<R>(R value) {}

    private static <S, R> Optional<Answer<R>> read(S result, Function<S, R> reading) {
        try {
            return Optional.of(new Answer<>(reading.apply(result)));
        } catch (InvalidStateStoreException closed) {
            return Optional.empty();
        }
    }

    private <R> StateQueryResult<R> run(StateQueryRequest<R> request) {
        if (!complete.getAsBoolean()) {
            throw new NotReadyException("The index is being built anew");
        }
        try {
            return queries.query(request);
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
