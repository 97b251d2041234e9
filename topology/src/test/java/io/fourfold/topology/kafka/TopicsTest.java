package io.fourfold.topology.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void shouldNameTopicsUnderPrefix() {
        assertThat(new Topics("acme").specs(3, (short) 2))
                .extracting(TopicSpec::name)
                .containsExactly(
                        "acme.image.uploaded",
                        "acme.image.embedded",
                        "acme.image.captioned",
                        "acme.image.thumbnailed",
                        "acme.word.embedded",
                        "acme.model.deployed",
                        "acme.image.retry",
                        "acme.image.dead-letter",
                        "acme.search.requested",
                        "acme.search.completed",
                        "acme.search.inverted",
                        "acme.search.answered",
                        "acme.access.key");
    }

    @Test
    void shouldKeepResultsOfANetworkApart() {
        Topics ofModel = new Topics("acme").ofModel("v2");

        assertThat(ofModel.imageEmbedded()).isEqualTo("acme.image.embedded.v2");
        assertThat(ofModel.imageCaptioned()).isEqualTo("acme.image.captioned.v2");
        assertThat(ofModel.imageUploaded()).isEqualTo("acme.image.uploaded");
    }

    @Test
    void shouldCompactWhatIsAState() {
        assertThat(new Topics().specs(3, (short) 1))
                .filteredOn(spec -> "compact".equals(spec.configs().get("cleanup.policy")))
                .extracting(TopicSpec::name)
                .containsExactly(
                        "photos.image.uploaded",
                        "photos.image.embedded",
                        "photos.image.captioned",
                        "photos.image.thumbnailed",
                        "photos.word.embedded",
                        "photos.model.deployed",
                        "photos.image.retry",
                        "photos.access.key");
    }

    @Test
    void shouldKeepOfDeletedPhotosOnlyForAMonthThatTheyWereDeleted() {
        assertThat(new Topics().specs(3, (short) 1)).allSatisfy(spec -> {
            Map<String, String> configs = spec.configs();
            if (configs.get("cleanup.policy").equals("compact")) {
                assertThat(configs).containsEntry("max.compaction.lag.ms", "86400000");
                assertThat(configs).containsEntry("delete.retention.ms", "2592000000");
            } else {
                assertThat(Duration.ofMillis(Long.parseLong(configs.get("retention.ms"))))
                        .isLessThanOrEqualTo(Duration.ofDays(30));
            }
        });
    }

    @Test
    void shouldStayWritableWithoutOneOfThreeReplicas() {
        assertThat(new Topics().specs(3, (short) 3))
                .allSatisfy(spec -> assertThat(spec.configs()).containsEntry("min.insync.replicas", "2"));
        assertThat(new Topics().specs(3, (short) 2))
                .allSatisfy(spec -> assertThat(spec.configs()).containsEntry("min.insync.replicas", "1"));
    }

    @Test
    void shouldLeaveToTheBrokerWhatNobodySaid() {
        assertThat(new Topics().specs(3, (short) -1))
                .allSatisfy(spec -> assertThat(spec.configs()).doesNotContainKey("min.insync.replicas"));
    }

    @Test
    void shouldMakeTopicsOfANetworkAsDurableAsTold() {
        TopicDurability durability = new TopicDurability((short) 3, OptionalInt.of(1), Duration.ofDays(7));

        assertThat(new Topics().ofModel("v2").resultSpecs(3, durability)).allSatisfy(spec -> {
            assertThat(spec.replication()).isEqualTo((short) 3);
            assertThat(spec.configs())
                    .containsEntry("min.insync.replicas", "1")
                    .containsEntry("delete.retention.ms", "604800000");
        });
    }

    @Test
    void shouldLeaveRoomForHeadersOfDeadLetters() {
        int uploaded = maxBytes("photos.image.uploaded");

        assertThat(uploaded).isGreaterThan(900 * 1024 + 100_000);
        assertThat(maxBytes("photos.image.dead-letter")).isGreaterThan(uploaded + 100_000);
        assertThat(maxBytes("photos.image.retry")).isGreaterThan(uploaded + 100_000);
    }

    @Test
    void shouldRefusePrefixThatIsNoTopicName() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Topics("a b")).withMessageContaining("'a b'");
    }

    private static int maxBytes(String topic) {
        return new Topics()
                .specs(1, (short) 1).stream()
                        .filter(spec -> spec.name().equals(topic))
                        .map(spec -> Integer.parseInt(spec.configs().get("max.message.bytes")))
                        .findFirst()
                        .orElseThrow();
    }
}
