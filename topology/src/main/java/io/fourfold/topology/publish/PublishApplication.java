package io.fourfold.topology.publish;

import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.config.StreamsProperties;
import io.fourfold.topology.kafka.ApplicationId;
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

    /** One more with each change that a group refuses (see {@link ApplicationId}). */
    private static final int TOPOLOGY_VERSION = 2;

    private PublishApplication() {}

    /**
     * The application's id, one for each switch of networks: each begins again.
     *
     * @param prefix what all application ids start with
     */
    public static String id(String prefix, long epoch) {
        return applicationId(prefix, epoch).id();
    }

    /** The same with the version of its topology. */
    public static ApplicationId applicationId(String prefix, long epoch) {
        return new ApplicationId(prefix + "-publish-" + epoch, TOPOLOGY_VERSION);
    }

    /**
     * The application that publishes a network's results.
     *
     * @param modelVersion version of the network that is in service in that epoch
     */
    public static StreamsApplication of(
            String modelVersion, long epoch, FourfoldConfig config, FourfoldMetrics metrics) {
        ApplicationId id = applicationId(config.kafka().applicationIdPrefix(), epoch);
        PublishTopology topology = new PublishTopology(config.topics().ofModel(modelVersion), config.topics());
        return new StreamsApplication(id, topology.build(), properties(id.id(), config, metrics));
    }

    /** Exactly once, as the results were made, and soon. */
    private static Properties properties(String id, FourfoldConfig config, FourfoldMetrics metrics) {
        return new StreamsProperties(config, metrics, Role.IMAGES, id, 1)
                .with(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS)
                .withProducer(ProducerConfig.LINGER_MS_CONFIG, COMMIT_INTERVAL_MS)
                .withProducer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS)
                .exactlyOnce();
    }
}
