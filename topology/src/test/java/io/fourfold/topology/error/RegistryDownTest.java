package io.fourfold.topology.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.schemas.serde.RegistryUnavailableException;
import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryDownTest {

    @TempDir
    Path directory;

    @Test
    void shouldFailInsteadOfDroppingRecordsWhileRegistryIsDown() {
        AvroSerdes unreachable = new AvroSerdes(
                "io.fourfold.schemas.serde.ConfluentAvroSerde",
                Map.of("schema.registry.url", "http://localhost:1"),
                TestDriver.TOPICS);
        byte[] value = ByteBuffer.allocate(9).put((byte) 0).putInt(1).putInt(7).array();

        try (TestDriver driver = new TestDriver(
                "registry-down",
                directory,
                (serdes, metrics) ->
                        new IndexTopology(TestDriver.TOPICS, unreachable, metrics, TestNetwork.AXES).build())) {
            TestInputTopic<byte[], byte[]> embedded = driver.rawInput(TestDriver.TOPICS.imageEmbedded());

            assertThatThrownBy(() -> embedded.pipeInput("photo-1".getBytes(), value))
                    .hasStackTraceContaining(RegistryUnavailableException.class.getName());
            assertThat(driver.deadLetters()).isEmpty();
        }
    }
}
