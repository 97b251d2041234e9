package io.fourfold.topology.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.serde.SchemaSubjects;
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
        ImageCaptioned captioned = new ImageCaptioned(List.of(), "v1", "ab", null, null, null, null);

        byte[] bytes = serde.serializer().serialize("photos.image.captioned", captioned);
        assertThat(serde.deserializer().deserialize("photos.image.captioned", bytes))
                .isEqualTo(captioned);
    }

    @Test
    void shouldWriteToANetworksTopicUnderTheSubjectOfThePublishedOne() {
        Serde<ImageCaptioned> serde = TestDriver.serdes("avro-serdes-subjects").forValues();
        ImageCaptioned captioned = new ImageCaptioned(List.of(), "v1", "ab", null, null, null, null);

        serde.serializer().serialize(TestDriver.TOPICS.ofModel("v1").imageCaptioned(), captioned);

        try (SchemaSubjects subjects =
                new SchemaSubjects(Map.of("schema.registry.url", "mock://avro-serdes-subjects"))) {
            assertThat(subjects.missing("photos.image.captioned", ImageCaptioned.getClassSchema()))
                    .isEmpty();
            assertThat(subjects.missing("photos.image.captioned.v1", ImageCaptioned.getClassSchema()))
                    .isPresent();
        }
    }

    @Test
    void shouldSayThatClassIsMissing() {
        AvroSerdes serdes = new AvroSerdes("io.confluent.NotHere", Map.of(), TestDriver.TOPICS);

        assertThatThrownBy(serdes::forValues)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("io.confluent.NotHere is not on the class path");
    }

    @Test
    void shouldSayThatClassIsNoSerde() {
        AvroSerdes serdes = new AvroSerdes("java.lang.String", Map.of(), TestDriver.TOPICS);

        assertThatThrownBy(serdes::forValues)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("java.lang.String is no Serde");
    }
}
