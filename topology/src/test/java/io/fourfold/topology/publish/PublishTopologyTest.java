package io.fourfold.topology.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.kafka.Topics;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.junit.jupiter.api.Test;

class PublishTopologyTest {

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
}
