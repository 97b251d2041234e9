package io.fourfold.topology.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.models.Networks;
import io.fourfold.topology.peer.HttpPeers;
import io.fourfold.topology.photo.PhotoLoader;
import io.fourfold.topology.photo.TestLoaders;
import io.fourfold.topology.store.RocksMemory;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.HostInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceRolesTest {

    private static final String PREFIX = "instance-roles-test";

    @TempDir
    Path directory;

    @Test
    void shouldLeaveNoClientBehindIfARoleCannotBeMade() {
        FourfoldConfig config = FourfoldConfig.from(Map.of(
                "bootstrap.servers",
                "localhost:1",
                "group.protocol",
                "streams",
                "application.id.prefix",
                PREFIX,
                "state.dir",
                directory.toString()));
        AvroSerdes serdes =
                new AvroSerdes(config.serde().className(), config.serde().properties(), config.topics());
        TestNetwork network = new TestNetwork();
        try (HttpPeers peers = new HttpPeers(new SimpleMeterRegistry());
                RocksMemory memory = new RocksMemory();
                PhotoLoader photos = TestLoaders.onThisMachine(Duration.ofSeconds(1))) {
            InstanceRoles roles = new InstanceRoles(
                    config,
                    serdes,
                    new Networks(network, Optional.empty()),
                    memory,
                    peers,
                    InstanceRolesTest::noAddress,
                    new FourfoldMetrics(new SimpleMeterRegistry()),
                    Tracing.OFF,
                    photos,
                    1,
                    UnaryOperator.identity());

            assertThatThrownBy(() -> roles.start(network)).hasMessage("no address");

            // Kafka Streams closes on a thread that ends a little later.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(clientThreads()).isEmpty());
        }
    }

    /** The index needs it, after the application that describes photos has been made. */
    private static HostInfo noAddress() {
        throw new IllegalStateException("no address");
    }

    private static Stream<String> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.contains(PREFIX));
    }
}
