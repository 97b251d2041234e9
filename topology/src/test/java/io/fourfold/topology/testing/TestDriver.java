package io.fourfold.topology.testing;

import io.fourfold.topology.error.DeadLetterDeserializationHandler;
import io.fourfold.topology.error.DeadLetterProcessingHandler;
import io.fourfold.topology.error.FailedSendHandler;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.kafka.UsableTimestampExtractor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** Runs a topology without a broker, with the real serde on a registry in memory and the real exception handlers. */
public final class TestDriver implements AutoCloseable {

    public static final Topics TOPICS = new Topics();

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final FourfoldMetrics metrics = new FourfoldMetrics(registry);
    private final AvroSerdes serdes;
    private final TopologyTestDriver driver;

    /** Builds a topology from its serdes and metrics. */
    public interface TopologyFactory {
        Topology build(AvroSerdes serdes, FourfoldMetrics metrics);
    }

    /**
     * @param scope name of the registry in memory; tests with the same name share it
     */
    public TestDriver(String scope, Path stateDirectory, TopologyFactory factory) {
        serdes = serdes(scope);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, UsableTimestampExtractor.class);
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterDeserializationHandler.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterProcessingHandler.class);
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, FailedSendHandler.class);
        properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, TOPICS.imageDeadLetter());
        properties.put(FourfoldMetrics.CONFIG_KEY, metrics);
        driver = new TopologyTestDriver(factory.build(serdes, metrics), properties);
    }

    /** The project's serde on a registry in memory. */
    public static AvroSerdes serdes(String scope) {
        return new AvroSerdes(
                "io.fourfold.schemas.serde.ConfluentAvroSerde",
                Map.of("schema.registry.url", "mock://" + scope),
                TOPICS);
    }

    public TopologyTestDriver driver() {
        return driver;
    }

    public FourfoldMetrics metrics() {
        return metrics;
    }

    /** @param tags names and values, in turns */
    public double counter(String name, String... tags) {
        return registry.get(name).tags(tags).counters().stream()
                .mapToDouble(c -> c.count())
                .sum();
    }

    public double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    /** How often something was timed. */
    public long timed(String name, String... tags) {
        return registry.get(name).tags(tags).timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    public <T extends SpecificRecord> TestInputTopic<String, T> input(String topic) {
        Serde<T> serde = serdes.forValues();
        return driver.createInputTopic(topic, new StringSerializer(), serde.serializer());
    }

    public TestInputTopic<byte[], byte[]> rawInput(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public <T extends SpecificRecord> TestOutputTopic<String, T> output(String topic) {
        Serde<T> serde = serdes.forValues();
        return driver.createOutputTopic(topic, new StringDeserializer(), serde.deserializer());
    }

    /** The dead letters so far, with their original bytes. */
    public List<TestRecord<byte[], byte[]>> deadLetters() {
        return driver.createOutputTopic(
                        TOPICS.imageDeadLetter(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
