package io.fourfold.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

    @Test
    void shouldSetOnlyWhatKafkaKnows() {
        assertThat(KafkaConfig.configDef().names())
                .containsAll(
                        BrokerSettings.of(Path.of("logs"), "localhost", 1, 2).keySet());
    }
}
