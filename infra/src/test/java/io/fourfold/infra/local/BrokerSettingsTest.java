package io.fourfold.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class BrokerSettingsTest {

    @Test
    void shouldSetOnlyWhatKafkaKnows() {
        assertThat(KafkaConfig.configDef().names())
                .containsAll(
                        BrokerSettings.of(Path.of("logs"), "localhost", 1, 2).keySet());
    }

    @Test
    void shouldTakeKafkasOwnCompressionLibraries() {
        assertThat(Zstd.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .contains("zstd-jni");
        assertThat(Snappy.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .contains("snappy-java");
    }
}
