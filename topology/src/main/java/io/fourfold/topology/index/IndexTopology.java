package io.fourfold.topology.index;

import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.ImageThumbnailed;
import io.fourfold.schemas.SearchAnswered;
import io.fourfold.schemas.SearchInverted;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.ReplyPartitioner;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.similarity.Axes;
import io.fourfold.topology.store.RenewableStoreSupplier;
import io.fourfold.topology.store.SimilarityStoreSupplier;
import io.fourfold.topology.store.StoreAge;
import io.fourfold.topology.tracing.Tracing;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.Stores;

/**
 * Keeps what queries are answered from, and answers searches. In: {@link Topics#imageEmbedded()},
 * {@link Topics#imageCaptioned()}, {@link Topics#imageThumbnailed()} and {@link Topics#searchInverted()}. Out:
 * {@link Topics#searchAnswered()}. All stores are restored from their source topics, which are compacted and written exactly once: into a changelog of its own, an
 * instance that has lost a task could still write what the next owner has already replaced.
 *
 * <pre>
 * image.embedded  -> [index-embedding] -> (similarity)
 * search.inverted -> [search-shard] <- (similarity)
 *                          +--> search.answered
 * image.captioned   -> [captions table]   -> (captions)
 * image.thumbnailed -> [thumbnails table] -> (thumbnails)
 * </pre>
 */
public final class IndexTopology {

    /** Name of the similarity store. */
    public static final String SIMILARITY_STORE = "similarity";

    /** Name of the key-value store of captions. */
    public static final String CAPTIONS_STORE = "captions";

    /** Name of the key-value store of small pictures. */
    public static final String THUMBNAILS_STORE = "thumbnails";

    private final Topics topics;
    private final AvroSerdes serdes;
    private final FourfoldMetrics metrics;
    private final Tracing tracing;
    private final Axes axes;
    private final StoreAge age;
    private final BooleanSupplier complete;

    /** Its stores are kept however old they are, it is complete, and nothing is traced. */
    public IndexTopology(Topics topics, AvroSerdes serdes, FourfoldMetrics metrics, Axes axes) {
        this(topics, serdes, metrics, Tracing.OFF, axes, StoreAge.UNLIMITED, () -> true);
    }

    /**
     * @param axes of the network's embeddings
     * @param age at which a store begins anew
     * @param complete whether the index has what it answers from; until then it answers no search
     */
    public IndexTopology(
            Topics topics,
            AvroSerdes serdes,
            FourfoldMetrics metrics,
            Tracing tracing,
            Axes axes,
            StoreAge age,
            BooleanSupplier complete) {
        this.tracing = tracing;
        this.complete = complete;
        this.topics = topics;
        this.serdes = serdes;
        this.metrics = metrics;
        this.axes = axes;
        this.age = age;
    }

    /** Wires the topology; starts nothing. */
    public Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        this.<ImageCaptioned>addTable(builder, topics.imageCaptioned(), "image-captioned", CAPTIONS_STORE);
        this.<ImageThumbnailed>addTable(builder, topics.imageThumbnailed(), "image-thumbnailed", THUMBNAILS_STORE);
        Topology topology = builder.build(optimised());
        addSimilarity(topology);
        addSearch(topology);
        watch(topology, SIMILARITY_STORE, "image-embedded", topics.imageEmbedded(), delay -> {});
        watch(
                topology,
                CAPTIONS_STORE,
                "image-captioned-source",
                topics.imageCaptioned(),
                delay -> metrics.captioned(topics.modelVersion().orElse(""), delay));
        watch(topology, THUMBNAILS_STORE, "image-thumbnailed-source", topics.imageThumbnailed(), delay -> {});
        return topology;
    }

    private <T extends SpecificRecord> void addTable(StreamsBuilder builder, String topic, String name, String store) {
        builder.table(
                topic,
                Consumed.with(Serdes.String(), serdes.<T>forValues()).withName(name),
                Materialized.<String, T>as(
                                new RenewableStoreSupplier(Stores.persistentTimestampedKeyValueStore(store), age))
                        .withKeySerde(Serdes.String())
                        .withValueSerde(serdes.forValues())
                        .withCachingDisabled());
    }

    private void addSimilarity(Topology topology) {
        Supplier<UnaryOperator<byte[]>> stored = () -> EmbeddingIndexer.stored(
                topics.imageEmbedded(), serdes.<ImageEmbedded>forValues().deserializer());
        topology.addReadOnlyStateStore(
                new SimilarityStoreSupplier(SIMILARITY_STORE, axes, stored).builder(age),
                "image-embedded",
                new StringDeserializer(),
                serdes.<ImageEmbedded>forValues().deserializer(),
                topics.imageEmbedded(),
                "index-embedding",
                () -> new EmbeddingIndexer(SIMILARITY_STORE, metrics, tracing));
    }

    /** Both topics have as many partitions, so a task has the vectors of every search beside its share of the photos. */
    private void addSearch(Topology topology) {
        topology.addSource(
                (AutoOffsetReset) null,
                "search-inverted",
                new SearchFirstTimestampExtractor(),
                new StringDeserializer(),
                serdes.<SearchInverted>forValues().deserializer(),
                topics.searchInverted());
        topology.addProcessor(
                "search-shard",
                () -> new ShardSearcher(SIMILARITY_STORE, topics.modelVersion(), complete),
                "search-inverted");
        topology.connectProcessorAndStateStores("search-shard", SIMILARITY_STORE);
        topology.addSink(
                "search-answered",
                topics.searchAnswered(),
                new StringSerializer(),
                serdes.<SearchAnswered>forValues().serializer(),
                new ReplyPartitioner(),
                "search-shard");
    }

    private static void watch(Topology topology, String store, String source, String topic, Consumer<Duration> delays) {
        String name = "watch-" + store;
        topology.addProcessor(name, () -> new StoreWatch(store, topic, delays), source);
        topology.connectProcessorAndStateStores(name, store);
    }

    /** Lets the tables restore from their source topics. */
    private static Properties optimised() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.REUSE_KTABLE_SOURCE_TOPICS);
        return properties;
    }
}
