package io.fourfold.topology.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class TopicDurabilityTest {

    private static final TopicDurability DURABILITY =
            new TopicDurability((short) 3, OptionalInt.of(2), Duration.ofDays(30));

    @Test
    void shouldMakeInternalTopicsAsDurable() {
        assertThat(properties(new Properties()))
                .containsEntry("replication.factor", 3)
                .containsEntry("topic.min.insync.replicas", "2")
                .containsEntry("topic.delete.retention.ms", "2592000000");
    }

    @Test
    void shouldLeaveWhatIsConfigured() {
        Properties configured = new Properties();
        configured.put("replication.factor", "5");
        configured.put("topic.min.insync.replicas", "4");

        assertThat(properties(configured))
                .containsEntry("replication.factor", "5")
                .containsEntry("topic.min.insync.replicas", "4");
    }

    @Test
    void shouldRefuseWhatCouldNeverBeWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicDurability((short) 2, OptionalInt.of(3), Duration.ZERO))
                .withMessageContaining("min.insync.replicas is 3");
    }

    private static Properties properties(Properties configured) {
        return new StreamsApplication("id", new Topology(), configured)
                .withInternalTopics(DURABILITY)
                .properties();
    }
}
