package io.fourfold.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.local.KafkaBackend;
import io.fourfold.infra.local.KafkaRecords;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.models.Networks;
import io.fourfold.topology.peer.HttpPeers;
import io.fourfold.topology.photo.AllowedNetworks;
import io.fourfold.topology.photo.AllowedPrefixes;
import io.fourfold.topology.photo.PhotoLoader;
import io.fourfold.topology.store.RocksMemory;
import io.fourfold.topology.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the roles of one network know of those of others, with a real broker. */
class InstanceRolesIT {

    @TempDir
    Path directory;

    @Test
    void shouldLeaveMisplacedUploadsToTheNetworksThatHaveReadThem() throws Exception {
        try (KafkaBackend kafka = KafkaBackend.start(directory.resolve("broker"));
                HttpPeers peers = new HttpPeers(new SimpleMeterRegistry());
                RocksMemory memory = new RocksMemory();
                PhotoLoader photos = new PhotoLoader(
                        new AllowedPrefixes(List.of()), AllowedNetworks.INTERNET, Duration.ofSeconds(1));
                Network network = ModelBundle.loadDefault()) {
            FourfoldConfig config = FourfoldConfig.from(
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.protocol", "streams"));
            String uploads = config.topics().imageUploaded();
            new KafkaRecords(kafka.bootstrapServers()).createTopic(uploads);
            try (Admin admin = config.kafka().clients().admin()) {
                commit(admin, "fourfold-images-before", uploads, 5);
                commit(admin, "fourfold-images-between-t2", uploads, 7);
                commit(admin, "fourfold-images-own", uploads, 9);
                commit(admin, "fourfold-index-before", uploads, 11);
            }
            InstanceRoles roles = new InstanceRoles(
                    config,
                    new AvroSerdes(config.serde().className(), config.serde().properties(), config.topics()),
                    new Networks(network, Optional.empty()),
                    memory,
                    peers,
                    () -> new HostInfo("localhost", 1),
                    new FourfoldMetrics(new SimpleMeterRegistry()),
                    Tracing.OFF,
                    photos,
                    1,
                    UnaryOperator.identity());

            assertThat(roles.uploadPartitions("own").movedBefore().applyAsLong(0))
                    .isEqualTo(7);
            assertThat(roles.uploadPartitions("own").movedBefore().applyAsLong(1))
                    .isZero();
        }
    }

    private static void commit(Admin admin, String group, String topic, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }
}
