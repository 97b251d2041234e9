package io.fourfold.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryProcessIT {

    private static final String NAME = "{\"name\":\"name\",\"type\":\"string\"}";
    private static final String AGE = "{\"name\":\"age\",\"type\":\"int\"}";

    private final Path program = Distribution.fromSystemProperty().registry();

    @TempDir
    Path directory;

    @Test
    void shouldKeepSchemaIdsOverARestart() throws IOException, InterruptedException {
        String before;
        try (RegistryProcess first = RegistryProcess.start(program, directory, "localhost", 0)) {
            SchemaRegistryRequests requests = new SchemaRegistryRequests(first.url());
            requests.register("one-value", AGE);
            before = requests.register("two-value", NAME);
        }

        try (RegistryProcess second = RegistryProcess.start(program, directory, "localhost", 0)) {
            SchemaRegistryRequests requests = new SchemaRegistryRequests(second.url());
            assertThat(requests.register("two-value", NAME)).isEqualTo(before);
            assertThat(requests.register("three-value", NAME + "," + AGE)).isNotEqualTo(before);
            assertThat(requests.get("/subjects")).contains("one-value", "two-value", "three-value");
        }
    }

    @Test
    void shouldRefuseASchemaThatCannotReadOlderRecords() throws IOException, InterruptedException {
        try (RegistryProcess registry = RegistryProcess.start(program, directory, "localhost", 0)) {
            SchemaRegistryRequests requests = new SchemaRegistryRequests(registry.url());
            requests.register("one-value", NAME);

            assertThat(requests.register("one-value", NAME + "," + AGE)).contains("\"error_code\":409");
        }
    }

    @Test
    void shouldEndWithItsParentHoweverThatEnds() throws IOException, InterruptedException {
        ProcessHandle orphan;
        String before;
        try (ChildJvm parent = ChildJvm.start(RegistryParent.class, directory)) {
            orphan = ProcessHandle.of(Long.parseLong(parent.line())).orElseThrow();
            before = new SchemaRegistryRequests(parent.line()).register("one-value", NAME);

            parent.process().destroyForcibly().waitFor();
        }

        try (RegistryProcess next = RegistryProcess.start(program, directory, "localhost", 0)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(new SchemaRegistryRequests(next.url()).register("one-value", NAME))
                    .isEqualTo(before);
        }
    }

    @Test
    void shouldStopItsProcess() {
        RegistryProcess registry = RegistryProcess.start(program, directory, "localhost", 0);
        ProcessHandle child = ProcessHandle.of(registry.pid()).orElseThrow();

        registry.close();

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void shouldShowTheLogWhenTheProcessFails() throws IOException {
        Files.writeString(directory.resolve("schemas.mv.db"), "not a database");

        assertThatThrownBy(() -> RegistryProcess.start(program, directory, "localhost", 0))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContainingAll(
                        "exit code 1", directory.resolve("registry.log").toString(), "MVStoreException");
    }

    @Test
    void shouldReportACrashAfterTheStart() {
        try (RegistryProcess registry = RegistryProcess.start(program, directory, "localhost", 0)) {
            ProcessHandle child = ProcessHandle.of(registry.pid()).orElseThrow();

            child.destroyForcibly();

            Path log = Path.of(System.getProperty("fourfold.log"));
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> Files.readString(log).contains("The schema registry stopped with exit code 137"));
        }
    }

    @Test
    void shouldTellThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            assertThatThrownBy(() -> RegistryProcess.start(program, directory, "localhost", taken.getLocalPort()))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContainingAll("The schema registry", ":" + taken.getLocalPort(), "another port");
        }
    }

    @Test
    void shouldTellThatTheProgramIsMissing() {
        assertThatThrownBy(() -> RegistryProcess.start(directory, directory.resolve("data"), "localhost", 0))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("mvn -DskipTests package");
    }
}
