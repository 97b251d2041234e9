package io.fourfold.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.cli.Fourfold;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class BenchCommandTest {

    private static final CommandLine FOURFOLD = Fourfold.commandLine(Map.of("FOURFOLD_CYCLES", "7"));
    private static final CommandLine BENCH = FOURFOLD.getSubcommands().get("bench");

    static Stream<CommandLine> stages() {
        return BENCH.getSubcommands().values().stream();
    }

    @Test
    void shouldBeFoundByTheCommandLine() {
        assertThat(BENCH.getSubcommands())
                .containsOnlyKeys(
                        "model",
                        "inversion",
                        "pipeline",
                        "poison",
                        "photos",
                        "index",
                        "search",
                        "http",
                        "map",
                        "chaos",
                        "capacity",
                        "plan");
    }

    @ParameterizedTest
    @MethodSource("stages")
    void shouldDescribeEveryStageAndOption(CommandLine stage) {
        assertThat(stage.getCommandSpec().usageMessage().description()).isNotEmpty();
        assertThat(stage.getCommandSpec().options())
                .allSatisfy(option -> assertThat(option.description()).isNotEmpty())
                .extracting(OptionSpec::longestName)
                .contains("--help");
    }

    @Test
    void shouldTakeOptionsFromTheEnvironment() {
        CommandLine chaos =
                FOURFOLD.parseArgs("bench", "chaos").asCommandLineList().get(2);

        assertThat(chaos.getCommandSpec().findOption("--cycles").<Integer>getValue())
                .isEqualTo(7);
    }
}
