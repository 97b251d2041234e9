package io.fourfold.topology.shard;

import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.Visibility;
import io.fourfold.topology.store.ActiveStores;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/** The index stores of a running Kafka Streams application, on this instance and on its others. */
public final class KafkaIndexState implements IndexState, ShardReader, AutoCloseable {

    private final KafkaStreams streams;
    private final MeasuredLags standbyLags;
    private final ShardReader local;
    private final ScatteredIndex index;
    private final IndexReadiness readiness;

    /**
     * @param streams runs an {@link IndexTopology}
     * @param active its stores that have been restored and are kept up to date
     * @param sources the topic that each store is filled from, by the store's name
     * @param self this instance's address, as in {@code application.server}
     * @param peers the other instances
     * @param modelVersion version of the network whose index this is; instances answer each other only if it is the same
     * @param limits bounds of a query
     * @param complete whether the index has what it answers from; until then it is not ready
     * @param standbys whether there are standbys, here or elsewhere, whose lag is of interest
     */
    public KafkaIndexState(
            KafkaStreams streams,
            ActiveStores active,
            Map<String, SourceTopic> sources,
            HostInfo self,
            Peers peers,
            String modelVersion,
            ScatterLimits limits,
            BooleanSupplier complete,
            boolean standbys) {
        this.streams = streams;
        this.standbyLags = MeasuredLags.of(streams);
        this.local = new SearchBulkhead(
                new LocalShardReader(new KafkaStores(streams::query, active, complete), standbyLags, modelVersion),
                Runtime.getRuntime().availableProcessors(),
                System::nanoTime);
        ShardMap map = new KafkaShardMap(streams, sources);
        Instances instances = new Instances(self, local, peers, modelVersion);
        ScatterGather scatter = new ScatterGather(map, instances, limits, System::nanoTime);
        this.index = new ScatteredIndex(map, scatter);
        this.readiness = new IndexReadiness(map, scatter, instances);
        if (standbys) {
            standbyLags.start();
        }
    }

    /** Whether this instance's part of the index is answered. */
    public boolean ready() {
        return readiness.ready();
    }

    @Override
    public void close() {
        standbyLags.close();
    }

    @Override
    public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
        return local.answer(request);
    }

    @Override
    public Found<CaptionedImage> captions(Collection<String> imageIds) {
        return index.captions(imageIds);
    }

    @Override
    public Found<IndexedImage> embeddings(Collection<String> imageIds) {
        return index.embeddings(imageIds);
    }

    @Override
    public Found<byte[]> thumbnails(Collection<String> imageIds) {
        return index.thumbnails(imageIds);
    }

    @Override
    public Answers<SimilarImages.Hits> similar(SimilarImages query) {
        return index.ask(new ShardQuery.Similar(query));
    }

    @Override
    public Answers<ListedImages> list(ShardQuery.Listing query) {
        return index.list(query);
    }

    @Override
    public Counted count(Visibility visibility) {
        return index.count(visibility);
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
}
