package io.fourfold.topology.app;

import io.fourfold.topology.query.CaptionedImage;
import io.fourfold.topology.query.IndexState;
import io.fourfold.topology.query.KafkaIndexState;
import io.fourfold.topology.query.NotReadyException;
import io.fourfold.topology.query.ShardAnswer;
import io.fourfold.topology.query.ShardReader;
import io.fourfold.topology.query.ShardRequest;
import io.fourfold.topology.store.IndexedImage;
import io.fourfold.topology.store.SimilarImages;
import java.util.Collection;
import java.util.List;

/** Is not ready until the index role is there: the HTTP API starts first, since the role announces its port. */
final class StartingIndexState implements IndexState, ShardReader, AutoCloseable {

    private final String reason;
    private volatile KafkaIndexState started;

    /**
     * @param reason why questions cannot be answered as long as there is no index
     */
    StartingIndexState(String reason) {
        this.reason = reason;
    }

    void start(KafkaIndexState state) {
        started = state;
    }

    /** Whether this instance's part of the index is answered. */
    boolean ready() {
        return started != null && started.ready();
    }

    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }

    @Override
    public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
        return state().answer(request);
    }

    @Override
    public Found<CaptionedImage> captions(Collection<String> imageIds) {
        return state().captions(imageIds);
    }

    @Override
    public Found<IndexedImage> embeddings(Collection<String> imageIds) {
        return state().embeddings(imageIds);
    }

    @Override
    public Answers similar(SimilarImages query) {
        return state().similar(query);
    }

    @Override
    public long indexedPhotos() {
        return started == null ? 0 : started.indexedPhotos();
    }

    private KafkaIndexState state() {
        if (started == null) {
            throw new NotReadyException(reason);
        }
        return started;
    }
}
