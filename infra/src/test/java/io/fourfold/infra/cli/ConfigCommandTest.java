package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private Path file;
    private Path secrets;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(
                directory.resolve("fourfold.yaml"),
                "{http.port: 1, topics.prefix: file, query.timeout.ms: 3000, image.threads: 3, state.dir: /file}");
        secrets = Files.writeString(
                directory.resolve("secrets.properties"),
                "kafka.sasl.jaas.config=hush-1\nhttp.peer.secret=hush-2-hush-2-hush\nquery.timeout.ms=4000\n"
                        + "schema.registry.url=https://fourfold:hush-3@registry.example.org/\n");
    }

    @Test
    void shouldSayWhatHoldsAndWhereItIsFromButNoSecret() {
        Map<String, String> environment = Map.of(
                "FOURFOLD_TOPICS_PREFIX", "environment",
                "FOURFOLD_IMAGE_THREADS", "4",
                "FOURFOLD_STATE_DIR", "/environment",
                "FOURFOLD_INDEX_KAFKA_FETCH_MAX_WAIT_MS", "200",
                "FOURFOLD_ROLES", " ",
                "FOURFOLD_KAFKA_PORT", "9093",
                "FOURFOLD_MANAGEMENT_PORT", "9");

        int exitCode = execute(
                environment,
                "config",
                "--config=" + file,
                "--config=" + secrets,
                "--set=image.threads=5",
                "--set=http.peer.port=6",
                "--port=0",
                "--state-dir=/typed");

        assertThat(exitCode).isZero();
        assertThat(output.toString().replace(System.lineSeparator(), "\n"))
                .startsWith("""
                        # options
                        http.management.port=9
                        http.port=0
                        state.dir=/typed

                        # --set
                        http.peer.port=6
                        image.threads=5

                        # environment
                        index.kafka.fetch.max.wait.ms=200
                        topics.prefix=environment

                        # file %s
                        http.peer.secret=***
                        kafka.sasl.jaas.config=***
                        query.timeout.ms=4000
                        schema.registry.url=https://***@registry.example.org/

                        # defaults
                        access.enabled=false
                        """.formatted(secrets))
                .contains("\nroles=images,index,search\n")
                .doesNotContain("hush");
    }

    @Test
    void shouldExitWithOneAndNameEveryProblem() {
        assertThat(execute(Map.of("FOURFOLD_HTTP_PORT", "x"), "config", "--set=nonsense=1", "--set=roles=none"))
                .isEqualTo(1);
        assertThat(output.toString()).contains("nonsense=1", "roles=none", "http.port=x");
        assertThat(errors.toString()).contains("3 problems", "'nonsense'", "roles", "http.port");
    }

    @Test
    void shouldTakeSettingsFromTheEnvironmentInCommandsOfGroupsToo() {
        assertThat(execute(Map.of("FOURFOLD_BOOTSTRAP_SERVERS", "nowhere"), "topics", "check"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("bootstrap.servers needs host:port, not 'nowhere'");
    }

    private int execute(Map<String, String> environment, String... arguments) {
        CommandLine commandLine = Fourfold.commandLine(environment)
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(errors));
        return commandLine.execute(arguments);
    }
}
