package io.fourfold.topology.config;

import io.fourfold.topology.error.DeadLetterDeserializationHandler;
import io.fourfold.topology.error.DeadLetterProcessingHandler;
import io.fourfold.topology.error.FailedSendHandler;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.UsableTimestampExtractor;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The Kafka Streams properties of an application: what all applications have in common, and what it adds itself. Kafka
 * properties of the configuration win over both; nothing wins over the delivery guarantee.
 */
public final class StreamsProperties {

    /** Each commit costs the broker several writes per partition, and readers of committed records wait for it. */
    private static final int COMMIT_INTERVAL_MS = 1_000;

    private static final Duration CLASSIC_SESSION_TIMEOUT = Duration.ofSeconds(10);

    private final Properties properties = new Properties();
    private final Map<String, String> configured;

    /**
     * @param role that the application belongs to
     * @param applicationId also the name of the consumer group
     * @param threads stream threads of this process
     * @param metrics handed to the exception handlers and stores
     */
    public StreamsProperties(
            FourfoldConfig config, FourfoldMetrics metrics, Role role, String applicationId, int threads) {
        configured = config.kafka().properties(role);
        with(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        with(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
        with(
                StreamsConfig.STATE_DIR_CONFIG,
                config.kafka().stateDirectory().toAbsolutePath().toString());
        with(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        with(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        with(StreamsConfig.GROUP_PROTOCOL_CONFIG, config.kafka().groupProtocol());
        if (config.kafka().classicProtocol()) {
            // The streams protocol takes this from the broker's configuration of the group.
            Duration timeout = config.kafka().sessionTimeout().orElse(CLASSIC_SESSION_TIMEOUT);
            withConsumer(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        }
        with(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, UsableTimestampExtractor.class);
        with(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterDeserializationHandler.class);
        with(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterProcessingHandler.class);
        with(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        with(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, FailedSendHandler.class);
        with(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                config.topics().imageDeadLetter());
        with(FourfoldMetrics.CONFIG_KEY, metrics);
    }

    /** Sets a property of Kafka Streams. */
    public StreamsProperties with(String key, Object value) {
        properties.put(key, value);
        return this;
    }

    /** Sets a property of the application's consumers. */
    public StreamsProperties withConsumer(String key, Object value) {
        return with(StreamsConfig.consumerPrefix(key), value);
    }

    /** Sets a property of the application's producers. */
    public StreamsProperties withProducer(String key, Object value) {
        return with(StreamsConfig.producerPrefix(key), value);
    }

    /** Sets what bounds a pass of a thread over its tasks. */
    public StreamsProperties with(PassLimits limits) {
        return withProducer(
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        Math.toIntExact(limits.transactionTimeout().toMillis()))
                .withConsumer(
                        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                        Math.toIntExact(limits.pollInterval().toMillis()));
    }

    public Properties exactlyOnce() {
        return guaranteed(StreamsConfig.EXACTLY_ONCE_V2);
    }

    public Properties atLeastOnce() {
        return guaranteed(StreamsConfig.AT_LEAST_ONCE);
    }

    private Properties guaranteed(String guarantee) {
        properties.putAll(configured);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
        return properties;
    }
}
