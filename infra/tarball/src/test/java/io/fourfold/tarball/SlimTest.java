package io.fourfold.tarball;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.cli.Fourfold;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** This module's class path is that of the slim tarball and the image. */
class SlimTest {

    /** By their names, since the jar of infra names in its manifest what lies beside it in a full build. */
    @Test
    void shouldHaveNoKafkaServer() {
        assertThat(System.getProperty("java.class.path"))
                .contains("kafka-streams")
                .doesNotContain("kafka_2.13", "kafka-server", "kafka-metadata", "kafka-transaction-coordinator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "up"})
    void shouldSayWhereTheLocalStackIs(String command) {
        StringWriter errors = new StringWriter();

        int exitCode =
                Fourfold.commandLine(Map.of()).setErr(new PrintWriter(errors)).execute(command);

        assertThat(exitCode).isEqualTo(1);
        assertThat(errors.toString()).contains("The full tarball has it");
    }
}
