package io.fourfold.schemas.serde;

import static io.fourfold.schemas.serde.MockRegistry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.schemas.ImageEmbedded;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectNameStrategyTest {

    private final MockRegistry registry = new MockRegistry();

    @ParameterizedTest
    @CsvSource({
        "TopicNameStrategy, photos.image.embedded-value",
        "io.confluent.kafka.serializers.subject.TopicNameStrategy, photos.image.embedded-value",
        "io.confluent.kafka.serializers.subject.RecordNameStrategy, io.fourfold.schemas.ImageEmbedded",
        "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy,"
                + "photos.image.embedded-io.fourfold.schemas.ImageEmbedded"
    })
    void shouldRegisterUnderTheSubjectOfTheStrategy(String strategy, String subject) {
        registry.<ImageEmbedded>serde("value.subject.name.strategy", strategy)
                .serializer()
                .serialize(TOPIC, MockRegistry.embedded());

        assertThat(registry.client().latest(subject).schema()).isEqualTo(ImageEmbedded.getClassSchema());
    }

    @Test
    void shouldRegisterKeysUnderTheKeySubject() {
        ConfluentAvroSerializer<ImageEmbedded> serializer = new ConfluentAvroSerializer<>();
        serializer.configure(registry.configs("value.subject.name.strategy", "RecordNameStrategy"), true);

        serializer.serialize(TOPIC, MockRegistry.embedded());

        assertThat(registry.client().latest(TOPIC + "-key").id()).isPositive();
    }

    @Test
    void shouldTakeTheStrategyAsAClass() {
        assertThatThrownBy(() -> SubjectNameStrategy.parse("value.subject.name.strategy", String.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("java.lang.String", "subject.TopicRecordNameStrategy");
    }
}
