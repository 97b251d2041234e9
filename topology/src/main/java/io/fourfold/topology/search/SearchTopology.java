package io.fourfold.topology.search;

import io.fourfold.model.Network;
import io.fourfold.schemas.SearchAnswered;
import io.fourfold.schemas.SearchCompleted;
import io.fourfold.schemas.SearchInverted;
import io.fourfold.schemas.SearchRequested;
import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.ReplyPartitioner;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.text.SearchMetrics;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * Answers searches for photos by text. In: {@link Topics#searchRequested()}. Out: {@link Topics#searchCompleted()}. In
 * between, the text as a vector goes to every partition of the index ({@link Topics#searchInverted()}, KIP-837), whose
 * {@link IndexTopology} sends its nearest photos back ({@link Topics#searchAnswered()}).
 *
 * <pre>
 * search.requested -> [search: invert, gather, rank] -+-> search.inverted, every partition
 * search.answered  ->            |                    +-> search.completed
 *                                +--> (open-searches), (answered-searches) -> changelogs
 * </pre>
 */
public final class SearchTopology {

    private static final String REQUESTED_SOURCE = "search-requested";
    private static final String ANSWERED_SOURCE = "search-answered";
    private static final String PROCESSOR = "search";

    private final Topics topics;
    private final AvroSerdes serdes;
    private final Network network;
    private final int shards;
    private final SearchLimits limits;
    private final SearchMetrics metrics;

    /**
     * @param shards partitions of the index
     */
    public SearchTopology(
            Topics topics, AvroSerdes serdes, Network network, int shards, SearchLimits limits, SearchMetrics metrics) {
        this.topics = topics;
        this.serdes = serdes;
        this.network = network;
        this.shards = shards;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Wires the topology; starts nothing. */
    public Topology build() {
        Serde<SearchRequested> requested = serdes.forValues();
        Serde<SearchAnswered> answered = serdes.forValues();
        Serde<SearchInverted> inverted = serdes.forValues();
        Serde<SearchCompleted> completed = serdes.forValues();
        Topology topology = new Topology();
        topology.addSource(
                REQUESTED_SOURCE, new StringDeserializer(), requested.deserializer(), topics.searchRequested());
        topology.addSource(
                AutoOffsetReset.earliest(),
                ANSWERED_SOURCE,
                new RequestTimestampExtractor(),
                new StringDeserializer(),
                answered.deserializer(),
                topics.searchAnswered());
        topology.addProcessor(
                PROCESSOR,
                () -> new SearchProcessor(network, shards, limits, metrics, System::nanoTime),
                REQUESTED_SOURCE,
                ANSWERED_SOURCE);
        topology.addStateStore(SearchStores.open(serdes.forValues()), PROCESSOR);
        topology.addStateStore(SearchStores.answered(), PROCESSOR);
        topology.addSink(
                SearchProcessor.INVERTED_SINK,
                topics.searchInverted(),
                new StringSerializer(),
                inverted.serializer(),
                new BroadcastPartitioner(),
                PROCESSOR);
        topology.addSink(
                SearchProcessor.ANSWERED_SINK,
                topics.searchAnswered(),
                new StringSerializer(),
                answered.serializer(),
                new ReplyPartitioner(),
                PROCESSOR);
        topology.addSink(
                SearchProcessor.COMPLETED_SINK,
                topics.searchCompleted(),
                new StringSerializer(),
                completed.serializer(),
                PROCESSOR);
        return topology;
    }
}
