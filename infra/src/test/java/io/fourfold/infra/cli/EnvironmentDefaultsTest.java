package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class EnvironmentDefaultsTest {

    @Command
    private static final class Example {
        @Option(names = "--schema-registry", defaultValue = "http://built-in")
        private String schemaRegistry;
    }

    @Test
    void shouldTakeAnOptionFromTheEnvironment() {
        assertThat(parse(Map.of("FOURFOLD_SCHEMA_REGISTRY", "http://environment")))
                .isEqualTo("http://environment");
    }

    @Test
    void shouldPreferTheCommandLine() {
        assertThat(parse(Map.of("FOURFOLD_SCHEMA_REGISTRY", "http://environment"), "--schema-registry=http://typed"))
                .isEqualTo("http://typed");
    }

    @Test
    void shouldFallBackToTheBuiltInDefault() {
        assertThat(parse(Map.of())).isEqualTo("http://built-in");
    }

    private static String parse(Map<String, String> environment, String... arguments) {
        Example example = new Example();
        new CommandLine(example)
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .parseArgs(arguments);
        return example.schemaRegistry;
    }
}
