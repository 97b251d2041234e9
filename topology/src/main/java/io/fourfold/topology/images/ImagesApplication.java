package io.fourfold.topology.images;

import io.fourfold.model.Network;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.config.StreamsProperties;
import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.StreamsApplication;
import io.fourfold.topology.photo.AllowedPrefixes;
import io.fourfold.topology.photo.PhotoLoader;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The application that describes uploaded photos with one network. */
public final class ImagesApplication {

    private static final int DEAD_LETTER_REQUEST_BYTES = 3 * 1024 * 1024;
    private static final int PHOTO_FETCH_BYTES = 4 * 1024 * 1024;

    /** Photos take long and are large: a small buffer keeps the threads busy and the memory bounded. */
    private static final int BUFFERED_PHOTOS = 32;

    /** Readers of committed records see nothing before the commit, which sends what still lingers. */
    private static final int LINGER_MS = 1_000;

    /** One more with each change that a group refuses (see {@link ApplicationId}). */
    private static final int TOPOLOGY_VERSION = 1;

    private ImagesApplication() {}

    /**
     * The application's id, one for each network.
     *
     * @param prefix what all application ids start with
     */
    public static String id(String prefix, String modelVersion) {
        return applicationId(prefix, modelVersion).id();
    }

    /** The same with the version of its topology. */
    public static ApplicationId applicationId(String prefix, String modelVersion) {
        return new ApplicationId(prefix + "-" + Role.IMAGES.label() + "-" + modelVersion, TOPOLOGY_VERSION);
    }

    /** The application of a network. */
    public static StreamsApplication of(
            Network network, FourfoldConfig config, AvroSerdes serdes, FourfoldMetrics metrics) {
        ApplicationId id = applicationId(config.kafka().applicationIdPrefix(), network.version());
        PhotoLoader loader = new PhotoLoader(
                new AllowedPrefixes(config.claimChecks().allowedPrefixes()),
                config.claimChecks().timeout());
        ImageTopology topology =
                new ImageTopology(config.topics().ofModel(network.version()), serdes, loader, network, metrics);
        return new StreamsApplication(id, topology.build(), properties(id.id(), config, metrics));
    }

    /** Exactly once, and few large commits, since each costs round trips. */
    static Properties properties(String id, FourfoldConfig config, FourfoldMetrics metrics) {
        return new StreamsProperties(
                        config, metrics, id, config.kafka().threads().images())
                .with(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_PHOTOS)
                .withConsumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BUFFERED_PHOTOS)
                .withConsumer(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PHOTO_FETCH_BYTES)
                .withProducer(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS)
                .withProducer(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, DEAD_LETTER_REQUEST_BYTES)
                .withProducer(
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        Math.toIntExact(transactionTimeout(config.claimChecks()).toMillis()))
                .exactlyOnce();
    }

    /**
     * A thread may wait for a claim check while its transaction is open. Not longer than needed, since after a crash the
     * next instance waits for the transaction to time out.
     */
    private static Duration transactionTimeout(FourfoldConfig.ClaimCheckSettings claimChecks) {
        Duration base = Duration.ofSeconds(10);
        boolean fetches = !claimChecks.allowedPrefixes().isEmpty();
        return fetches ? base.plus(claimChecks.timeout().multipliedBy(2)) : base;
    }
}
