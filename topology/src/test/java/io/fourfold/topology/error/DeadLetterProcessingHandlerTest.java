package io.fourfold.topology.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.testing.TestDriver;
import java.nio.file.Path;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterProcessingHandlerTest {

    private static final String TOPIC = "topic";
    private static final byte[] KEY = "photo".getBytes();

    @TempDir
    Path directory;

    private RuntimeException failure;
    private TestDriver driver;

    @BeforeEach
    void setUp() {
        driver = new TestDriver("processing", directory, (serdes, metrics) -> failing());
    }

    @AfterEach
    void tearDown() {
        driver.close();
    }

    @Test
    void shouldMakeABadRecordADeadLetterAndGoOn() {
        failure = new BadRecordException("no photo");
        driver.rawInput(TOPIC).pipeInput(KEY, KEY);
        driver.rawInput(TOPIC).pipeInput(KEY, KEY);

        assertThat(driver.deadLetters()).hasSize(2);
        assertThat(driver.counter("fourfold.dead.letters", "application", "test"))
                .isEqualTo(2);
    }

    @Test
    void shouldFailTheThreadForWhatIsNotTheRecordsFault() {
        failure = new InvalidStateStoreException("the store is closed");

        assertThatThrownBy(() -> driver.rawInput(TOPIC).pipeInput(KEY, KEY))
                .hasStackTraceContaining("the store is closed");
        assertThat(driver.deadLetters()).isEmpty();
    }

    private Topology failing() {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new Topology().addSource("source", bytes, bytes, TOPIC).addProcessor("failing", Failing::new, "source");
    }

    private final class Failing extends ContextualProcessor<byte[], byte[], Void, Void> {

        @Override
        public void process(Record<byte[], byte[]> record) {
            throw failure;
        }
    }
}
