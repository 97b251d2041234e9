package io.fourfold.topology.config;

import io.fourfold.topology.error.DeadLetterDeserializationHandler;
import io.fourfold.topology.error.DeadLetterProcessingHandler;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.search.SearchLimits;
import io.fourfold.topology.store.RocksMemory;
import io.fourfold.topology.store.SharedRocksConfig;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams' configuration of each role. */
public final class StreamsProperties {

    /** Also how long a caption waits at most; each commit costs the broker several writes per partition. */
    private static final int COMMIT_INTERVAL_MS = 1_000;

    private static final int DEAD_LETTER_REQUEST_BYTES = 3 * 1024 * 1024;
    private static final int PHOTO_FETCH_BYTES = 4 * 1024 * 1024;

    /** Photos take long and are large: a small buffer keeps the threads busy and the memory bounded. */
    private static final int BUFFERED_PHOTOS = 32;

    /** Searches wait for the index's answers; Kafka Streams' default is 100. */
    private static final int INDEX_LINGER_MS = 2;

    /** A transaction is open for milliseconds; after a crash others wait for it to time out. */
    private static final int SEARCH_TRANSACTION_TIMEOUT_MS = 10_000;

    /** Results have waited for a commit once already. */
    private static final int PUBLISH_COMMIT_INTERVAL_MS = 200;

    private static final int PUBLISH_TRANSACTION_TIMEOUT_MS = 10_000;

    private static final Duration CLASSIC_SESSION_TIMEOUT = Duration.ofSeconds(10);

    private final FourfoldConfig config;
    private final FourfoldMetrics metrics;

    public StreamsProperties(FourfoldConfig config, FourfoldMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
    }

    /** For the {@link Role#IMAGES} role: exactly once, and few large commits, since each costs round trips. */
    public Properties images(String applicationId) {
        Properties properties = common(applicationId, config.kafka().imageThreads());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        // Consumers see nothing before the commit, which sends what still lingers.
        properties.put(producer(ProducerConfig.LINGER_MS_CONFIG), COMMIT_INTERVAL_MS);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_PHOTOS);
        properties.put(consumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), BUFFERED_PHOTOS);
        properties.put(consumer(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), PHOTO_FETCH_BYTES);
        properties.put(producer(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), DEAD_LETTER_REQUEST_BYTES);
        properties.put(
                producer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                Math.toIntExact(transactionTimeout().toMillis()));
        properties.putAll(config.kafka().properties());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        return properties;
    }

    /**
     * For the {@link Role#INDEX} role: at least once is enough, since writing an image twice changes nothing. Reads only
     * what the images role has committed.
     *
     * @param advertised host:port of this instance's HTTP API
     */
    public Properties index(String applicationId, String advertised, RocksMemory memory) {
        Properties properties = common(applicationId, config.kafka().indexThreads());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, advertised);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.REUSE_KTABLE_SOURCE_TOPICS);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksConfig.class);
        properties.put(RocksMemory.CONFIG_KEY, memory);
        properties.put(consumer(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        properties.put(producer(ProducerConfig.LINGER_MS_CONFIG), INDEX_LINGER_MS);
        if (config.kafka().groupProtocol().equals("classic")) {
            // The streams protocol takes this from the broker's configuration of the group, see GroupConfiguration.
            config.queries()
                    .standbyReplicas()
                    .ifPresent(count -> properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, count));
        }
        properties.putAll(config.kafka().properties());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        return properties;
    }

    /**
     * For the {@link Role#SEARCH} role: exactly once. The processor asks for a commit when it has sent something, so the
     * interval is only the time after which offsets without effect are written.
     *
     * @param pollInterval longest time between two polls
     */
    public Properties search(String applicationId, SearchLimits limits, Duration pollInterval) {
        Properties properties = common(applicationId, config.kafka().searchThreads());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, limits.batch());
        properties.put(consumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), limits.batch());
        properties.put(consumer(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), Math.toIntExact(pollInterval.toMillis()));
        properties.put(producer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), SEARCH_TRANSACTION_TIMEOUT_MS);
        properties.putAll(config.kafka().properties());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        return properties;
    }

    /** For publishing results: exactly once, as they were made, and soon. */
    public Properties publish(String applicationId) {
        Properties properties = common(applicationId, 1);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, PUBLISH_COMMIT_INTERVAL_MS);
        properties.put(producer(ProducerConfig.LINGER_MS_CONFIG), PUBLISH_COMMIT_INTERVAL_MS);
        properties.put(producer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), PUBLISH_TRANSACTION_TIMEOUT_MS);
        properties.putAll(config.kafka().properties());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        return properties;
    }

    private Properties common(String applicationId, int threads) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                config.kafka().stateDirectory().toAbsolutePath().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, config.kafka().groupProtocol());
        if (config.kafka().groupProtocol().equals("classic")) {
            // The streams protocol takes this from the broker's configuration of the group, see GroupConfiguration.
            properties.put(
                    consumer(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                    Math.toIntExact(config.kafka()
                            .sessionTimeout()
                            .orElse(CLASSIC_SESSION_TIMEOUT)
                            .toMillis()));
        }
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterDeserializationHandler.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterProcessingHandler.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        properties.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                config.topics().imageDeadLetter());
        properties.put(FourfoldMetrics.CONFIG_KEY, metrics);
        return properties;
    }

    /**
     * A thread may wait for a claim check while its transaction is open. Not longer than needed, since after a crash the
     * next instance waits for the transaction to time out.
     */
    private Duration transactionTimeout() {
        Duration base = Duration.ofSeconds(10);
        boolean fetches = !config.claimChecks().allowedPrefixes().isEmpty();
        return fetches ? base.plus(config.claimChecks().timeout().multipliedBy(2)) : base;
    }

    private static String consumer(String key) {
        return StreamsConfig.consumerPrefix(key);
    }

    private static String producer(String key) {
        return StreamsConfig.producerPrefix(key);
    }
}
