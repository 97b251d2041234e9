package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ClusterOptionsTest {

    @Command
    private static final class Example {
        @Mixin
        private ClusterOptions options;
    }

    @TempDir
    private Path directory;

    @Test
    void shouldPreferTypedOptionsToSettingsAndSettingsToTheFile() throws IOException {
        Path file = Files.writeString(
                directory.resolve("fourfold.properties"),
                "bootstrap.servers=file:1\ntopics.prefix=file\nhttp.port=1\nkafka.client.id=file\n");

        assertThat(parse("--config=" + file, "--set=topics.prefix=set", "--set=http.port=2", "--topics-prefix=typed")
                        .settings())
                .containsEntry("topics.prefix", "typed")
                .containsEntry("http.port", "2")
                .containsEntry("bootstrap.servers", "file:1")
                .containsEntry("kafka.client.id", "file");
    }

    @Test
    void shouldPreferTheLaterOfTwoFiles() throws IOException {
        Path settings = Files.writeString(directory.resolve("settings"), "topics.prefix=first\nhttp.port=1\n");
        Path secrets = Files.writeString(directory.resolve("secrets"), "topics.prefix=second\n");

        assertThat(parse("--config=" + settings, "--config=" + secrets).settings())
                .containsEntry("topics.prefix", "second")
                .containsEntry("http.port", "1");
    }

    @Test
    void shouldLeaveOutWhatWasNotGiven() throws IOException {
        assertThat(parse().settings()).isEmpty();
    }

    private static ClusterOptions parse(String... arguments) {
        Example example = new Example();
        new CommandLine(example).parseArgs(arguments);
        return example.options;
    }
}
