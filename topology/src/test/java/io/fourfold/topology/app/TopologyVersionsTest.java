package io.fourfold.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.kafka.ApplicationId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopologyVersionsTest {

    private static final String BEFORE = new ApplicationId("application", 1).id();
    private static final ApplicationId OWN = new ApplicationId("application", 2);
    private static final List<String> TOPIC = List.of("topic");

    private final Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new LinkedHashMap<>();

    @Test
    void shouldGoOnWhereTheVersionEndedThatHasReadMost() {
        committed.put(BEFORE, offsets("topic", 10, 20));
        assertThat(TopologyVersions.furthest(OWN, committed)).as("at first").isEqualTo(BEFORE);

        committed.put(OWN.id(), offsets("topic", 9, 20));
        assertThat(TopologyVersions.furthest(OWN, committed))
                .as("after a rollback")
                .isEqualTo(BEFORE);
    }

    @Test
    void shouldGoOnByItselfUnlessAnotherVersionHasReadMore() {
        committed.put(OWN.id(), offsets("topic", 10, 20));
        committed.put(BEFORE, offsets("topic", 10, 20));

        assertThat(TopologyVersions.furthest(OWN, committed)).isEqualTo(OWN.id());
    }

    @Test
    void shouldCompareOnlyWhatAllVersionsRead() {
        committed.put(BEFORE, offsets("topic", 10, 20));
        Map<TopicPartition, OffsetAndMetadata> more = offsets("topic", 9, 20);
        more.putAll(offsets("added", 1_000, 1_000));
        committed.put(OWN.id(), more);

        assertThat(TopologyVersions.furthest(OWN, committed)).isEqualTo(BEFORE);
    }

    @Test
    void shouldBeLevelOnceItHasReadAsMuchOfEachPartition() {
        committed.put(BEFORE, offsets("topic", 10, 20));
        assertThat(TopologyVersions.level(OWN, TOPIC, committed))
                .as("nothing read")
                .isFalse();

        committed.put(OWN.id(), offsets("topic", 30, 19));
        assertThat(TopologyVersions.level(OWN, TOPIC, committed))
                .as("one behind")
                .isFalse();

        committed.put(OWN.id(), offsets("topic", 10, 20));
        assertThat(TopologyVersions.level(OWN, TOPIC, committed)).isTrue();
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(String topic, long... offsets) {
        Map<TopicPartition, OffsetAndMetadata> map = new HashMap<>();
        for (int partition = 0; partition < offsets.length; partition++) {
            map.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offsets[partition]));
        }
        return map;
    }
}
