package io.fourfold.topology.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class TopicDurabilityTest {

    private static final TopicDurability DURABILITY =
            new TopicDurability((short) 3, OptionalInt.of(2), Duration.ofDays(30));

    @Test
    void shouldMakeChangelogsAsDurable() {
        TopicSpec changelog = changelog(new Properties());

        assertThat(changelog.name()).isEqualTo("id-store-changelog");
        assertThat(changelog.partitions()).isEqualTo(4);
        assertThat(changelog.replication()).isEqualTo((short) 3);
        assertThat(changelog.configs())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("delete.retention.ms", "2592000000");
    }

    @Test
    void shouldLeaveWhatIsConfigured() {
        Properties configured = new Properties();
        configured.put("replication.factor", "5");
        configured.put("topic.min.insync.replicas", "4");

        assertThat(changelog(configured).replication()).isEqualTo((short) 5);
        assertThat(changelog(configured).configs()).containsEntry("min.insync.replicas", "4");
    }

    @Test
    void shouldRefuseWhatCouldNeverBeWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicDurability((short) 2, OptionalInt.of(3), Duration.ZERO))
                .withMessageContaining("min.insync.replicas is 3");
    }

    private static TopicSpec changelog(Properties configured) {
        return new StreamsApplication(
                        new ApplicationId("id", 1), new Topology(), configured, Map.of("store", Topics.compacted()))
                .changelogSpecs(4, DURABILITY)
                .get(0);
    }
}
