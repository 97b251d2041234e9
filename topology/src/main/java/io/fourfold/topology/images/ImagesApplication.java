package io.fourfold.topology.images;

import io.fourfold.model.Network;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.config.StreamsProperties;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.StreamsApplication;
import io.fourfold.topology.photo.AllowedPrefixes;
import io.fourfold.topology.photo.PhotoFetches;
import io.fourfold.topology.photo.PhotoLoader;
import io.fourfold.topology.photo.StoreOutages;
import io.fourfold.topology.store.RocksMemory;
import io.fourfold.topology.store.SharedRocksConfig;
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

    /** Between two tries of a store of photos that is away. */
    private static final Duration PROBE_PAUSE = Duration.ofSeconds(2);

    /** While a store of photos is away, its uploads are taken at a pace of one for each such time and thread. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private ImagesApplication() {}

    /**
     * The application's id, one for each network.
     *
     * @param prefix what all application ids start with
     */
    public static String id(String prefix, String modelVersion) {
        return prefix + "-" + Role.IMAGES.label() + "-" + modelVersion;
    }

    /** The application of a network. */
    public static StreamsApplication of(
            Network network, FourfoldConfig config, AvroSerdes serdes, FourfoldMetrics metrics, RocksMemory memory) {
        String id = id(config.kafka().applicationIdPrefix(), network.version());
        PhotoLoader loader = new PhotoLoader(
                new AllowedPrefixes(config.claimChecks().allowedPrefixes()),
                config.claimChecks().timeout());
        StoreOutages outages = new StoreOutages(PROBE_PAUSE);
        metrics.storesAway(network.version(), outages::count);
        ImageTopology topology = new ImageTopology(
                config.topics().ofModel(network.version()),
                serdes,
                new PhotoSource(new PhotoFetches(loader), outages, PATIENCE),
                network,
                budget(config.retries()),
                metrics);
        return new StreamsApplication(id, topology.build(), properties(id, config, metrics, memory));
    }

    private static RetryBudget budget(FourfoldConfig.RetrySettings retries) {
        return new RetryBudget(retries.attempts(), retries.age(), retries.firstPause());
    }

    /** Exactly once, and few large commits, since each costs round trips. */
    static Properties properties(String id, FourfoldConfig config, FourfoldMetrics metrics, RocksMemory memory) {
        return new StreamsProperties(
                        config, metrics, id, config.kafka().threads().images())
                .with(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_PHOTOS)
                .with(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksConfig.class)
                .with(RocksMemory.CONFIG_KEY, memory)
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
