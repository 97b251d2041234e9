package io.fourfold.topology.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.kafka.TopicSpec;
import io.fourfold.topology.kafka.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionCountsTest {

    private static final Topics TOPICS = new Topics();
    private static final String SEARCH_CHANGELOG = "fourfold-search-open-searches-changelog";

    @Test
    void shouldTellThePartitionsOfTheIndexBeforeTheFirstStart() {
        assertThat(counts(published(4)).requireEqual()).isEqualTo(4);
    }

    @Test
    void shouldTellThePartitionsOfTheIndexOfARunningDeployment() {
        assertThat(counts(running(4)).requireEqual()).isEqualTo(4);
    }

    @Test
    void shouldNameEveryGrownTopicAtOnce() {
        Map<String, Integer> grown = running(4);
        grown.putAll(published(8));

        assertThatThrownBy(counts(grown)::requireEqual)
                .isInstanceOf(UnequalTopicsException.class)
                .hasMessageContainingAll(
                        "must have 4 partitions, as photos.image.embedded.v1 has",
                        "photos.image.uploaded has 8",
                        "photos.image.embedded has 8",
                        "photos.image.captioned has 8",
                        "photos.search.requested has 8",
                        "photos.search.inverted has 8",
                        "photos.search.answered has 8",
                        "fourfold topics create --partitions 4",
                        "photos.image.uploaded cannot go back",
                        "fourfold topics create --topics-prefix NEW")
                .message()
                .doesNotContain("changelog has")
                .doesNotContain("captioned.v1 has");
    }

    @Test
    void shouldNameTheTopicsOfOneNetworkAndTheChangelogs() {
        Map<String, Integer> unequal = running(4);
        List.of(TOPICS.ofModel("v1").imageCaptioned(), SEARCH_CHANGELOG).forEach(topic -> unequal.put(topic, 8));

        assertThatThrownBy(counts(unequal)::requireEqual)
                .hasMessageContainingAll(
                        "photos.image.captioned.v1 has 8",
                        SEARCH_CHANGELOG + " has 8",
                        "the group fourfold-search;",
                        "every photo is described again")
                .message()
                .doesNotContain("cannot go back");
    }

    @Test
    void shouldLeaveTopicsAloneWhosePartitionsDoNotMatter() {
        Map<String, Integer> topics = running(4);
        List.of(TOPICS.wordEmbedded(), TOPICS.modelDeployed(), TOPICS.imageDeadLetter(), TOPICS.searchCompleted())
                .forEach(topic -> topics.put(topic, 1));
        topics.put("fourfold-something-else", 9);

        assertThat(counts(topics).requireEqual()).isEqualTo(4);
    }

    private static Map<String, Integer> running(int partitions) {
        Map<String, Integer> counts = published(partitions);
        TOPICS.ofModel("v1").results().forEach(topic -> counts.put(topic, partitions));
        counts.put(SEARCH_CHANGELOG, partitions);
        return counts;
    }

    private static Map<String, Integer> published(int partitions) {
        Map<String, Integer> counts = new HashMap<>();
        TOPICS.specs(1, (short) 1).stream().map(TopicSpec::name).forEach(topic -> counts.put(topic, partitions));
        return counts;
    }

    private static PartitionCounts counts(Map<String, Integer> counts) {
        return new PartitionCounts(counts, TOPICS, "fourfold");
    }
}
