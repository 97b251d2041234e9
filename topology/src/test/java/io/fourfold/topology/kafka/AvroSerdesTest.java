package io.fourfold.topology.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.topology.testing.TestDriver;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {

    @Test
    void shouldMakeConfiguredSerdeByItsClassName() {
        Serde<ImageCaptioned> serde = TestDriver.serdes("avro-serdes").forValues();
        ImageCaptioned captioned = new ImageCaptioned(List.of(), "v1", "ab", null, null, null);

        byte[] bytes = serde.serializer().serialize("photos.image.captioned", captioned);
        assertThat(serde.deserializer().deserialize("photos.image.captioned", bytes))
                .isEqualTo(captioned);
    }

    @Test
    void shouldSayThatClassIsMissing() {
        AvroSerdes serdes = new AvroSerdes("io.confluent.NotHere", Map.of());

        assertThatThrownBy(serdes::forValues)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("io.confluent.NotHere is not on the class path");
    }

    @Test
    void shouldSayThatClassIsNoSerde() {
        AvroSerdes serdes = new AvroSerdes("java.lang.String", Map.of());

        assertThatThrownBy(serdes::forValues)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("java.lang.String is no Serde");
    }
}
