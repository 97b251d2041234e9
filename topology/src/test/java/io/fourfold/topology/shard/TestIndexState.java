package io.fourfold.topology.shard;

import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.Visibility;
import io.fourfold.topology.testing.TestNetwork;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyTestDriver;

/** The stores of an index topology that runs in a test driver; one shard of two answers. */
public final class TestIndexState implements IndexState, ShardReader {

    private final TopologyTestDriver driver;
    private final ShardReader local;

    public TestIndexState(TopologyTestDriver driver) {
        this.driver = driver;
        this.local = new LocalShardReader(
                new TestStores(driver), (store, partition) -> OptionalLong.empty(), TestNetwork.VERSION);
    }

    @Override
    public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
        return local.answer(request);
    }

    @Override
    public Found<CaptionedImage> captions(Collection<String> imageIds) {
        return new Found<>(ask(new ShardQuery.Captions(Map.of(0, List.copyOf(imageIds)))), Set.of());
    }

    @Override
    public Found<IndexedImage> embeddings(Collection<String> imageIds) {
        return new Found<>(ask(new ShardQuery.Embeddings(Map.of(0, List.copyOf(imageIds)))), Set.of());
    }

    @Override
    public Found<byte[]> thumbnails(Collection<String> imageIds) {
        return new Found<>(ask(new ShardQuery.Thumbnails(Map.of(0, List.copyOf(imageIds)))), Set.of());
    }

    @Override
    public Answers<ListedImages> list(ShardQuery.Listing query) {
        ListedImages listed = ask(query);
        return new Answers<>(
                List.of(
                        query.ofAll()
                                ? listed
                                : listed.read(captions(listed.imageIds()).found(), query.wanted())),
                new Shards(1, 2));
    }

    @Override
    public Answers<SimilarImages.Hits> similar(SimilarImages query) {
        return new Answers<>(List.of(ask(new ShardQuery.Similar(query))), new Shards(1, 2));
    }

    @Override
    public Counted count(Visibility visibility) {
        return new Counted(ask(new ShardQuery.Count(visibility)), 2, new TreeSet<>(Set.of(1)));
    }

    @Override
    public long indexedPhotos() {
        return driver.getKeyValueStore(IndexTopology.SIMILARITY_STORE).approximateNumEntries();
    }

    private <A> A ask(ShardQuery<A> query) {
        return answer(new ShardRequest<>(query, Set.of(0), OptionalLong.empty(), TestNetwork.VERSION, Long.MAX_VALUE))
                .get(0)
                .value();
    }
}
