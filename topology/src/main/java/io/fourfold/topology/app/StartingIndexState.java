package io.fourfold.topology.app;

import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.topology.query.IndexState;
import io.fourfold.topology.query.NotReadyException;
import io.fourfold.topology.store.IndexedImage;
import io.fourfold.topology.store.SimilarImages;
import java.util.Optional;

/** Is not ready until the index role is there: the HTTP API starts first, since the role announces its port. */
final class StartingIndexState implements IndexState {

    private final String reason;
    private volatile IndexState started;

    /**
     * @param reason why questions cannot be answered as long as there is no index
     */
    StartingIndexState(String reason) {
        this.reason = reason;
    }

    void start(IndexState state) {
        started = state;
    }

    @Override
    public Optional<ImageCaptioned> captions(String imageId) {
        return state().captions(imageId);
    }

    @Override
    public Optional<IndexedImage> embedding(String imageId) {
        return state().embedding(imageId);
    }

    @Override
    public Answers similar(SimilarImages query) {
        return state().similar(query);
    }

    @Override
    public long indexedPhotos() {
        return started == null ? 0 : started.indexedPhotos();
    }

    private IndexState state() {
        if (started == null) {
            throw new NotReadyException(reason);
        }
        return started;
    }
}
