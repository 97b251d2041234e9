package io.fourfold.topology.search;

import io.fourfold.model.Network;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.config.StreamsProperties;
import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.StreamsApplication;
import io.fourfold.topology.text.BatchInversion;
import io.fourfold.topology.text.SearchMetrics;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application that answers searches with the network in service. */
public final class SearchApplication {

    private static final Logger LOG = LoggerFactory.getLogger(SearchApplication.class);

    /** A transaction is open for milliseconds; after a crash others wait for it to time out. */
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

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
                id, topology.build(), properties(id.id(), config, metrics, limits, pace.pollInterval(shards)));
    }

    /**
     * Exactly once. The processor asks for a commit when it has sent something, so the commit interval is only the time
     * after which offsets without effect are written.
     *
     * @param pollInterval longest time between two polls
     */
    static Properties properties(
            String id, FourfoldConfig config, FourfoldMetrics metrics, SearchLimits limits, Duration pollInterval) {
        return new StreamsProperties(
                        config, metrics, id, config.kafka().threads().search())
                .with(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, limits.batch())
                .withConsumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, limits.batch())
                .withConsumer(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Math.toIntExact(pollInterval.toMillis()))
                .withProducer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS)
                .exactlyOnce();
    }
}
