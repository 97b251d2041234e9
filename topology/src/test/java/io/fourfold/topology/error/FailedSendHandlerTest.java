package io.fourfold.topology.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fourfold.schemas.serde.RegistryUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.internals.StreamsConfigUtils.ProcessingMode;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.internals.ProcessorTopology;
import org.apache.kafka.streams.processor.internals.RecordCollectorImpl;
import org.apache.kafka.streams.processor.internals.StreamsProducer;
import org.apache.kafka.streams.processor.internals.metrics.StreamsMetricsImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With Kafka Streams' own sender, which throws what became of a record when the next one is sent. */
class FailedSendHandlerTest {

    private static final TaskId TASK = new TaskId(0, 0);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final RecordCollectorImpl collector = collector();

    @ParameterizedTest
    @MethodSource
    void shouldNotBlameTheNextRecord(RuntimeException refusal) {
        send(new StringSerializer());
        producer.errorNext(refusal);

        Throwable thrown = catchThrowable(() -> send(new StringSerializer()));

        assertThat(thrown).hasCause(refusal);
        assertThat(FailureKind.of(thrown)).isEqualTo(FailureKind.TRANSIENT);
        assertThat(producer.history()).as("also no dead letter").hasSize(1);
    }

    static List<RuntimeException> shouldNotBlameTheNextRecord() {
        return List.of(
                new UnknownServerException("defect of a broker"),
                new RecordTooLargeException("another record"),
                new InvalidTimestampException("another record"));
    }

    @Test
    void shouldBlameTheRecordThatCannotBeSerialized() {
        Throwable thrown = catchThrowable(() -> send(failing(new SerializationException("a field is missing"))));

        assertThat(FailureKind.of(thrown)).isEqualTo(FailureKind.PERMANENT);
        assertThat(producer.history())
                .as("the dead letter is the processing handler's")
                .isEmpty();
    }

    @Test
    void shouldNotBlameTheRecordForTheRegistry() {
        Throwable thrown = catchThrowable(() -> send(failing(new RegistryUnavailableException("away", null))));

        assertThat(FailureKind.of(thrown)).isEqualTo(FailureKind.TRANSIENT);
        assertThat(producer.history()).isEmpty();
    }

    private void send(Serializer<String> serializer) {
        collector.send(
                "topic", "key", "value", new RecordHeaders(), 0, 0L, new StringSerializer(), serializer, "sink", null);
    }

    private static Serializer<String> failing(RuntimeException failure) {
        return (topic, value) -> {
            throw failure;
        };
    }

    private RecordCollectorImpl collector() {
        LogContext log = new LogContext();
        FailedSendHandler handler = new FailedSendHandler();
        handler.configure(Map.of(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, "dead-letter"));
        return new RecordCollectorImpl(
                log,
                TASK,
                new StreamsProducer(producer, ProcessingMode.AT_LEAST_ONCE, Time.SYSTEM, log),
                handler,
                new StreamsMetricsImpl(new Metrics(), "client", Time.SYSTEM),
                new ProcessorTopology(
                        List.of(), Map.of(), Map.of(), List.of(), List.of(), Map.of(), Set.of(), Map.of()));
    }
}
