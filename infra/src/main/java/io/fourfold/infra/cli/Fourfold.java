package io.fourfold.infra.cli;

import java.util.Map;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ScopeType;

/** The command line, {@code fourfold}. */
@Command(
        name = "fourfold",
        description = {
            "One neural network, four uses, as an event-driven stream processor: captions for photos, similar words,"
                    + " similar images and images that match a text.",
            "Every option can also be set by an environment variable: --schema-registry by FOURFOLD_SCHEMA_REGISTRY."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProjectVersion.class,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            RunCommand.class,
            UploadCommand.class,
            DeleteCommand.class,
            WatchCommand.class,
            CaptionCommand.class,
            SimilarCommand.class,
            SearchCommand.class,
            WordsCommand.class,
            AnalogyCommand.class,
            MapCommand.class,
            TopicsCommand.class,
            SchemasCommand.class,
            DlqCommand.class,
            KeysCommand.class,
            ReindexCommand.class,
            PlanCommand.class,
            ModelCommand.class
        })
public final class Fourfold {

    private Fourfold() {}

    /** Runs a command and exits: 0 done, 1 failed, 2 wrong arguments. */
    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    /** All commands, those of other modules on the class path included. */
    public static CommandLine commandLine(Map<String, String> environment) {
        CommandLine commandLine = new CommandLine(new Fourfold());
        ServiceLoader.load(Subcommand.class).forEach(commandLine::addSubcommand);
        return commandLine
                .addSubcommand(new HelpCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .setExecutionExceptionHandler(new ErrorReport());
    }
}
