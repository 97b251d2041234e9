package io.fourfold.topology.publish;

import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.StreamsProperties;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.StreamsApplication;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The application that publishes the results of the network in service. */
public final class PublishApplication {

    /** Results have waited for a commit once already. */
    private static final int COMMIT_INTERVAL_MS = 200;

    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private PublishApplication() {}

    /**
     * The application's id, one for each switch of networks: each begins again.
     *
     * @param prefix what all application ids start with
     */
    public static String id(String prefix, long epoch) {
        return prefix + "-publish-" + epoch;
    }

    /**
     * The application that publishes a network's results.
     *
     * @param modelVersion version of the network that is in service in that epoch
     */
    public static StreamsApplication of(
            String modelVersion, long epoch, FourfoldConfig config, FourfoldMetrics metrics) {
        String id = id(config.kafka().applicationIdPrefix(), epoch);
        PublishTopology topology = new PublishTopology(config.topics().ofModel(modelVersion), config.topics());
        return new StreamsApplication(id, topology.build(), properties(id, config, metrics));
    }

    /** Exactly once, as the results were made, and soon. */
    private static Properties properties(String id, FourfoldConfig config, FourfoldMetrics metrics) {
        return new StreamsProperties(config, metrics, id, 1)
                .with(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS)
                .withProducer(ProducerConfig.LINGER_MS_CONFIG, COMMIT_INTERVAL_MS)
                .withProducer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS)
                .exactlyOnce();
    }
}
