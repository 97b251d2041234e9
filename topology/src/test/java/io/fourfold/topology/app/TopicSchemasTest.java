package io.fourfold.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.kafka.TopicSpec;
import io.fourfold.topology.kafka.Topics;
import org.junit.jupiter.api.Test;

class TopicSchemasTest {

    @Test
    void shouldHaveASchemaForEveryTopicButThoseOfUploadsAsTheyCame() {
        Topics topics = new Topics();

        assertThat(TopicSchemas.of(FourfoldConfig.defaults()).keySet())
                .containsAll(topics.specs(1, (short) 1).stream()
                        .map(TopicSpec::name)
                        .filter(topic -> !topic.equals(topics.imageDeadLetter()) && !topic.equals(topics.imageRetry()))
                        .toList());
    }
}
