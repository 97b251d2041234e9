package io.fourfold.topology.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.testing.TestDriver;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishTopologyTest {

    @TempDir
    Path directory;

    /** A group of the streams protocol refuses other subtopologies: "Topology updates are not supported yet". */
    @Test
    void shouldKeepTheSubtopologiesThatGroupsKnow() {
        TopologyDescription description = new PublishTopology(new Topics().ofModel("v1"), new Topics())
                .build()
                .describe();

        List<String> sources = description.subtopologies().stream()
                .sorted(Comparator.comparing(Subtopology::id))
                .flatMap(subtopology -> subtopology.nodes().stream())
                .filter(Source.class::isInstance)
                .flatMap(source -> ((Source) source).topicSet().stream())
                .toList();
        assertThat(sources).startsWith("photos.image.embedded.v1", "photos.image.captioned.v1");
    }

    @Test
    void shouldPublishDeletesWithTheirHeaders() {
        Topics ofModel = TestDriver.TOPICS.ofModel("v1");
        try (TestDriver driver = new TestDriver(
                "publish-topology",
                directory,
                (serdes, metrics) -> new PublishTopology(ofModel, TestDriver.TOPICS).build())) {
            RecordHeaders headers = new RecordHeaders();
            headers.add("fourfold.owner", new byte[] {3});
            driver.rawInput(ofModel.imageCaptioned()).pipeInput(new TestRecord<>(new byte[] {1}, null, headers));

            assertThat(driver.driver()
                            .createOutputTopic(
                                    TestDriver.TOPICS.imageCaptioned(),
                                    new ByteArrayDeserializer(),
                                    new ByteArrayDeserializer())
                            .readRecord()
                            .headers())
                    .isEqualTo(headers);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -1_000, 40_000_000_000_000L})
    void shouldPublishResultsOfAnyTimestamp(long timestamp) {
        Topics ofModel = TestDriver.TOPICS.ofModel("v1");
        try (TestDriver driver = new TestDriver(
                "publish-topology",
                directory,
                (serdes, metrics) -> new PublishTopology(ofModel, TestDriver.TOPICS).build())) {
            driver.rawInput(ofModel.imageEmbedded())
                    .pipeInput(new byte[] {1}, new byte[] {2}, Instant.ofEpochMilli(timestamp));

            assertThat(driver.driver()
                            .createOutputTopic(
                                    TestDriver.TOPICS.imageEmbedded(),
                                    new ByteArrayDeserializer(),
                                    new ByteArrayDeserializer())
                            .readRecord()
                            .timestamp())
                    .isBetween(1L, System.currentTimeMillis());
        }
    }
}
