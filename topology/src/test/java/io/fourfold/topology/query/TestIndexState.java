package io.fourfold.topology.query;

import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.topology.IndexTopology;
import io.fourfold.topology.store.IndexedImage;
import io.fourfold.topology.store.SimilarImages;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;

/** The stores of an index topology that runs in a test driver; one shard of two answers. */
public final class TestIndexState implements IndexState {

    private final TopologyTestDriver driver;

    public TestIndexState(TopologyTestDriver driver) {
        this.driver = driver;
    }

    @Override
    public Optional<ImageCaptioned> captions(String imageId) {
        KeyValueStore<String, ImageCaptioned> store = driver.getKeyValueStore(IndexTopology.CAPTIONS_STORE);
        return Optional.ofNullable(store.get(imageId));
    }

    @Override
    public Optional<IndexedImage> embedding(String imageId) {
        return Optional.ofNullable(similarity().get(imageId));
    }

    @Override
    public Answers similar(SimilarImages query) {
        QueryResult<SimilarImages.Hits> result =
                similarity().query(query, PositionBound.unbounded(), new QueryConfig(false));
        return new Answers(List.of(result.getResult()), new Shards(1, 2));
    }

    @Override
    public long indexedPhotos() {
        return similarity().approximateNumEntries();
    }

    private KeyValueStore<String, IndexedImage> similarity() {
        return driver.getKeyValueStore(IndexTopology.SIMILARITY_STORE);
    }
}
