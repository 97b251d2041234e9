package io.fourfold.topology.search;

import io.fourfold.model.Network;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.PassLimits;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.config.StreamsProperties;
import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.StreamsApplication;
import io.fourfold.topology.text.BatchInversion;
import io.fourfold.topology.text.SearchMetrics;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application that answers searches with the network in service. */
public final class SearchApplication {

    private static final Logger LOG = LoggerFactory.getLogger(SearchApplication.class);

    /** One more with each change that a group refuses (see {@link ApplicationId}). */
    private static final int TOPOLOGY_VERSION = 1;

    private SearchApplication() {}

    /**
     * The application's id, the same for every network.
     *
     * @param prefix what all application ids start with
     */
    public static String id(String prefix) {
        return applicationId(prefix).id();
    }

    /** The same with the version of its topology. */
    public static ApplicationId applicationId(String prefix) {
        return new ApplicationId(prefix + "-" + Role.SEARCH.label(), TOPOLOGY_VERSION);
    }

    /** The topic that keeps searches without an answer, {@code SearchState}. */
    public static String openSearches(String prefix) {
        return id(prefix) + "-" + SearchStores.OPEN + "-changelog";
    }

    /**
     * The application with a network; measures first how long inversion takes here.
     *
     * @param shards partitions of the index
     */
    public static StreamsApplication of(
            Network network,
            FourfoldConfig config,
            AvroSerdes serdes,
            FourfoldMetrics metrics,
            SearchMetrics searchMetrics,
            int shards) {
        ApplicationId id = applicationId(config.kafka().applicationIdPrefix());
        SearchLimits limits = SearchLimits.standard();
        SearchPace pace = SearchPace.measure(new BatchInversion(network), limits);
        LOG.info("Inverting {} queries takes up to {}", limits.batch(), pace.batch());
        SearchTopology topology = new SearchTopology(config.topics(), serdes, network, shards, limits, searchMetrics);
        return new StreamsApplication(
                id,
                topology.build(),
                properties(id.id(), config, metrics, limits, shards, pace),
                SearchStores.changelogs());
    }

    /**
     * Exactly once. The processor asks for a commit when it has sent something, so the commit interval is only the time
     * after which offsets without effect are written. The changelog of the answered searches keeps what the store keeps,
     * and no day more.
     *
     * @param shards partitions of the requests
     */
    static Properties properties(
            String id,
            FourfoldConfig config,
            FourfoldMetrics metrics,
            SearchLimits limits,
            int shards,
            SearchPace pace) {
        int threads = config.kafka().threads().search();
        return new StreamsProperties(config, metrics, Role.SEARCH, id, threads)
                .with(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, limits.batch())
                .withConsumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, limits.batch())
                .with(PassLimits.of(shards, threads, pace.busy(), config.kafka().longestTransaction()))
                .exactlyOnce();
    }
}
