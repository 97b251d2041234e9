package io.fourfold.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.local.TopicAdmin.Difference;
import io.fourfold.topology.kafka.TopicSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicAdminIT {

    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

    @TempDir
    static Path directory;

    private static KafkaBackend kafka;
    private static Admin admin;

    @BeforeAll
    static void start() {
        kafka = KafkaBackend.start(directory);
        admin = new KafkaRecords(kafka.bootstrapServers()).admin();
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void shouldCreateTopicsAsSpecified() {
        List<TopicSpec> specs =
                List.of(new TopicSpec("b", 3, (short) 1, COMPACTED), new TopicSpec("a", 1, (short) -1, Map.of()));

        assertThat(new TopicAdmin(admin).create(specs)).containsExactly("b", "a");
        assertThat(new TopicAdmin(admin).check(specs)).isEmpty();
    }

    @Test
    void shouldCreateOnlyWhatIsMissing() {
        new TopicAdmin(admin).create(List.of(new TopicSpec("c", 1, (short) 1, Map.of())));

        List<String> created = new TopicAdmin(admin)
                .create(List.of(
                        new TopicSpec("c", 5, (short) 1, COMPACTED), new TopicSpec("d", 1, (short) 1, Map.of())));

        assertThat(created).containsExactly("d");
    }

    @Test
    void shouldReportEveryDifference() {
        new TopicAdmin(admin).create(List.of(new TopicSpec("e", 1, (short) 1, Map.of())));

        List<Difference> differences = new TopicAdmin(admin)
                .check(List.of(
                        new TopicSpec("e", 2, (short) 3, COMPACTED), new TopicSpec("f", 1, (short) 1, Map.of())));

        assertThat(differences)
                .containsExactly(
                        new Difference("e", "partitions", "2", "1"),
                        new Difference("e", "replication", "3", "1"),
                        new Difference("e", "cleanup.policy", "compact", "delete"),
                        new Difference("f", "exists", "true", "false"));
    }

    @Test
    void shouldDescribeADifferenceInWords() {
        assertThat(new Difference("e", "partitions", "2", "1")).hasToString("e: partitions is 1, expected 2");
    }
}
