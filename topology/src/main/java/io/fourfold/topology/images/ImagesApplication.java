package io.fourfold.topology.images;

import io.fourfold.model.Network;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.PassLimits;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.config.StreamsProperties;
import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.StreamsApplication;
import io.fourfold.topology.photo.PhotoFetches;
import io.fourfold.topology.photo.PhotoLoader;
import io.fourfold.topology.photo.StoreOutages;
import io.fourfold.topology.store.RocksMemory;
import io.fourfold.topology.store.SharedRocksConfig;
import io.fourfold.topology.tracing.Tracing;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application that describes uploaded photos with one network. */
public final class ImagesApplication {

    private static final int DEAD_LETTER_REQUEST_BYTES = 3 * 1024 * 1024;
    private static final int PHOTO_FETCH_BYTES = 4 * 1024 * 1024;

    /**
     * Photos take long and are large: a small buffer keeps the threads busy, and the memory and a pass over the tasks bounded.
     */
    private static final int BUFFERED_PHOTOS = 8;

    /** Kafka Streams stops fetching once the buffer is full, to which one poll may then have added as many. */
    private static final int MOST_BUFFERED_PHOTOS = 2 * BUFFERED_PHOTOS;

    /** Readers of committed records see nothing before the commit, which sends what still lingers. */
    private static final int LINGER_MS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ImagesApplication.class);

    /** One more with each change that a group refuses (see {@link ApplicationId}). */
    private static final int TOPOLOGY_VERSION = 4;

    /** Between two tries of a store of photos that is away. */
    private static final Duration PROBE_PAUSE = Duration.ofSeconds(2);

    /** While a store of photos is away, its uploads are taken at a pace of one for each such time and thread. */
    private static final Duration FETCH_WAIT = Duration.ofMillis(500);

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

    /**
     * The application of a network; measures first how long describing a photo takes here.
     *
     * @param photos loads photos; stays the caller's
     * @param partitions where uploads belong
     */
    public static StreamsApplication of(
            Network network,
            FourfoldConfig config,
            AvroSerdes serdes,
            FourfoldMetrics metrics,
            Tracing tracing,
            RocksMemory memory,
            PhotoLoader photos,
            UploadPartitions partitions) {
        ApplicationId id = applicationId(config.kafka().applicationIdPrefix(), network.version());
        StoreOutages outages = new StoreOutages(PROBE_PAUSE);
        metrics.storesAway(network.version(), outages::count);
        ImageTopology topology = new ImageTopology(
                config.topics().ofModel(network.version()),
                serdes,
                new PhotoSource(new PhotoFetches(photos), outages, FETCH_WAIT),
                network,
                config.pictures().thumbnails(),
                budget(config.retries()),
                metrics,
                tracing,
                partitions);
        DescribingPace pace = DescribingPace.measure(network);
        LOG.info("Describing a photo takes about {}", pace.photo());
        return new StreamsApplication(
                id,
                topology.build(),
                properties(id.id(), config, metrics, memory, partitions.count(), pace),
                ImageStores.changelogs());
    }

    private static RetryBudget budget(FourfoldConfig.RetrySettings retries) {
        return new RetryBudget(retries.attempts(), retries.age(), retries.firstPause());
    }

    /**
     * Exactly once, and few large commits, since each costs round trips.
     *
     * @param partitions of the uploads' topic
     */
    static Properties properties(
            String id,
            FourfoldConfig config,
            FourfoldMetrics metrics,
            RocksMemory memory,
            int partitions,
            DescribingPace pace) {
        int threads = config.kafka().threads().images();
        // Each upload may wait for photos that are fetched slowly.
        Duration fetching = config.claimChecks().allowedPrefixes().isEmpty()
                ? Duration.ZERO
                : FETCH_WAIT.multipliedBy(MOST_BUFFERED_PHOTOS);
        PassLimits limits = PassLimits.of(
                partitions,
                threads,
                pace.turn(MOST_BUFFERED_PHOTOS + UploadProcessor.DESCRIBED_IN_A_TICK)
                        .plus(fetching),
                config.kafka().longestTransaction());
        return new StreamsProperties(config, metrics, Role.IMAGES, id, threads)
                .with(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_PHOTOS)
                .with(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksConfig.class)
                .with(RocksMemory.CONFIG_KEY, memory)
                .withConsumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BUFFERED_PHOTOS)
                .withConsumer(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PHOTO_FETCH_BYTES)
                .withProducer(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS)
                .withProducer(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, DEAD_LETTER_REQUEST_BYTES)
                .with(limits)
                .exactlyOnce();
    }
}
