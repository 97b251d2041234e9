package io.fourfold.topology.query;

import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.topology.IndexTopology;
import io.fourfold.topology.store.IndexedImage;
import io.fourfold.topology.store.SimilarImages;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/** The index stores of a running Kafka Streams application, asked by interactive queries (IQv2, KIP-796). */
public final class KafkaIndexState implements IndexState {

    private final KafkaStreams streams;
    private final HostInfo self;
    private final int partitions;

    /**
     * @param streams runs an {@link IndexTopology}
     * @param self this instance's address, as in {@code application.server}
     * @param partitions partitions of the stores
     */
    public KafkaIndexState(KafkaStreams streams, HostInfo self, int partitions) {
        this.streams = streams;
        this.self = self;
        this.partitions = partitions;
    }

    @Override
    public Optional<ImageCaptioned> captions(String imageId) {
        return get(IndexTopology.CAPTIONS_STORE, imageId);
    }

    @Override
    public Optional<IndexedImage> embedding(String imageId) {
        return get(IndexTopology.SIMILARITY_STORE, imageId);
    }

    @Override
    public Answers similar(SimilarImages query) {
        StateQueryRequest<SimilarImages.Hits> request = StateQueryRequest.inStore(IndexTopology.SIMILARITY_STORE)
                .withQuery(query)
                .withAllPartitions()
                .requireActive();
        List<SimilarImages.Hits> answers = ask(request).getPartitionResults().values().stream()
                .flatMap(result -> answered(result).stream())
                .toList();
        if (answers.isEmpty()) {
            throw new NotReadyException("No partition of the index is ready on this instance");
        }
        return new Answers(answers, new Shards(answers.size(), partitions));
    }

    @Override
    public long indexedPhotos() {
        try {
            return streams.store(StoreQueryParameters.fromNameAndType(
                            IndexTopology.SIMILARITY_STORE, QueryableStoreTypes.<String, IndexedImage>keyValueStore()))
                    .approximateNumEntries();
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return 0;
        }
    }

    private <T> Optional<T> get(String store, String imageId) {
        KeyQueryMetadata owner = owner(store, imageId);
        if (!owner.activeHost().equals(self)) {
            throw new OwnedElsewhereException(imageId, owner.activeHost());
        }
        StateQueryRequest<T> request = StateQueryRequest.inStore(store)
                .withQuery(KeyQuery.<String, T>withKey(imageId))
                .withPartitions(Set.of(owner.partition()))
                .requireActive();
        QueryResult<T> result = ask(request).getPartitionResults().get(owner.partition());
        if (result.isSuccess()) {
            return Optional.ofNullable(result.getResult());
        }
        answered(result);
        throw new NotReadyException(result.getFailureMessage());
    }

    private KeyQueryMetadata owner(String store, String imageId) {
        try {
            KeyQueryMetadata metadata = streams.queryMetadataForKey(store, imageId, new StringSerializer());
            if (metadata == null || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                throw new NotReadyException("The index is being assigned to instances");
            }
            return metadata;
        } catch (InvalidStateStoreException e) {
            throw new NotReadyException(e.getMessage());
        } catch (IllegalStateException e) {
            throw new NotReadyException("The index is not running: " + e.getMessage());
        }
    }

    private <T> StateQueryResult<T> ask(StateQueryRequest<T> request) {
        try {
            return streams.query(request);
        } catch (InvalidStateStoreException e) {
            throw new NotReadyException("The index is not running");
        }
    }

    /** A partition's answer, or nothing while it restores or moves. */
    private static <T> Optional<T> answered(QueryResult<T> result) {
        if (result.isSuccess()) {
            return Optional.ofNullable(result.getResult());
        }
        return switch (result.getFailureReason()) {
            case NOT_ACTIVE, NOT_PRESENT, NOT_UP_TO_BOUND, DOES_NOT_EXIST -> Optional.empty();
            case UNKNOWN_QUERY_TYPE, STORE_EXCEPTION ->
                throw new IllegalStateException("The index failed to answer: " + result.getFailureMessage());
        };
    }
}
