package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

class FourfoldTest {

    private static final int COLUMNS = 80;

    static Stream<CommandLine> commands() {
        return withSubcommands(Fourfold.commandLine(Map.of())).stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldDescribeEveryCommandAndOption(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
        assertThat(command.getCommandSpec().args())
                .allSatisfy(argument -> assertThat(argument.description()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldGiveEveryOptionAVariableOfItsOwnName(CommandLine command) {
        assertThat(command.getCommandSpec().options())
                .extracting(OptionSpec::longestName)
                .extracting(EnvironmentDefaults::variableName)
                .allMatch(name -> name.startsWith("FOURFOLD_"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldReadWellInATerminalOf80Columns(CommandLine command) {
        String help =
                command.setUsageHelpWidth(COLUMNS).setUsageHelpAutoWidth(false).getUsageMessage(Ansi.OFF);

        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
        assertThat(help).as("places of values").doesNotContain("=<");
        assertThat(help.lines().takeWhile(line -> line.matches("Usage:.*| .*")))
                .as("options are not broken")
                .noneMatch(line -> line.matches(".*([:,=\\[]|(?<!\\.)\\.)"));
    }

    @Test
    void shouldExitWithTwoAndSayWhatIsWrongWithTheArguments() {
        StringWriter errors = new StringWriter();
        CommandLine commandLine = Fourfold.commandLine(Map.of()).setErr(new PrintWriter(errors));

        assertThat(commandLine.execute("upload")).isEqualTo(2);
        assertThat(errors.toString()).contains("PATH");
    }

    @Test
    void shouldRefuseTopicsThatNobodyCouldWrite() {
        StringWriter errors = new StringWriter();
        CommandLine commandLine = Fourfold.commandLine(Map.of()).setErr(new PrintWriter(errors));

        assertThat(commandLine.execute("topics", "create", "--replication=2", "--min-insync-replicas=3"))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("min.insync.replicas is 3");
    }

    @Test
    void shouldExitWithOneAndSayWhyACommandFailed() {
        StringWriter errors = new StringWriter();
        CommandLine commandLine = Fourfold.commandLine(Map.of()).setErr(new PrintWriter(errors));

        assertThat(commandLine.execute("upload", "no-such-folder")).isEqualTo(1);
        assertThat(errors.toString()).contains("no-such-folder", "no such file or folder");
    }

    @Test
    void shouldListEveryWrongSettingAtOnce() {
        StringWriter errors = new StringWriter();
        CommandLine commandLine = Fourfold.commandLine(Map.of()).setErr(new PrintWriter(errors));

        int exitCode = commandLine.execute("run", "--bootstrap-servers=nowhere", "--set=http.port=70000");

        assertThat(exitCode).isEqualTo(1);
        assertThat(errors.toString()).contains("bootstrap.servers", "http.port");
    }

    private static List<CommandLine> withSubcommands(CommandLine command) {
        List<CommandLine> all = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(subcommand -> all.addAll(withSubcommands(subcommand)));
        return all;
    }
}
