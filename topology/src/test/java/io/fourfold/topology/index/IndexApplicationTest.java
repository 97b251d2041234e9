package io.fourfold.topology.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.store.RocksMemory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class IndexApplicationTest {

    @Test
    void shouldBeNamedAfterItsNetwork() {
        assertThat(IndexApplication.id("acme", "v2")).isEqualTo("acme-index-v2-t3");
    }

    @Test
    void shouldIndexOnlyWhatWasCommitted() {
        StreamsConfig config = new StreamsConfig(properties(Map.of("group.protocol", "streams")));

        assertThat(config.getMainConsumerConfigs("group", "client", 0))
                .containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        assertThat(config.getString(StreamsConfig.APPLICATION_SERVER_CONFIG)).isEqualTo("localhost:8080");
    }

    @Test
    void shouldLeaveStandbysToTheGroupsConfigurationUnderTheStreamsProtocol() {
        Map<String, String> standbys = Map.of("index.standby.replicas", "1");
        Map<String, String> classic = Map.of("index.standby.replicas", "1", "group.protocol", "classic");

        assertThat(properties(standbys)).doesNotContainKey(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG);
        assertThat(properties(classic)).containsEntry(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
    }

    private static Properties properties(Map<String, String> settings) {
        FourfoldMetrics metrics = new FourfoldMetrics(new SimpleMeterRegistry());
        try (RocksMemory memory = new RocksMemory()) {
            return IndexApplication.properties(
                    "index-id", FourfoldConfig.from(settings), metrics, new HostInfo("localhost", 8080), memory);
        }
    }
}
