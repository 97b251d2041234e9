package io.fourfold.infra.cli;

import java.util.Map;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;

/** The command line, {@code fourfold}. */
@Command(
        name = "fourfold",
        description = {
            "One neural network, four uses, as an event-driven stream processor: captions for photos, similar words,"
                    + " similar images and images that match a text.",
            "Every option can also be set by an environment variable, --schema-registry by FOURFOLD_SCHEMA_REGISTRY, and every"
                    + " setting of docs/settings.md, http.port by FOURFOLD_HTTP_PORT."
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
            ConfigCommand.class,
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
        commandLine
                .addSubcommand(new HelpCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .setExecutionExceptionHandler(new ErrorReport());
        handOn(EnvironmentDefaults.settings(environment, commandLine.getCommandSpec()), commandLine.getCommandSpec());
        return commandLine;
    }

    /** To each command that takes settings, as deep as its options may lie in others. */
    private static void handOn(Map<String, String> settings, CommandSpec spec) {
        if (spec.userObject() instanceof ClusterOptions options) {
            options.environment(settings);
        }
        spec.mixins().values().forEach(mixin -> handOn(settings, mixin));
        spec.subcommands().values().forEach(subcommand -> handOn(settings, subcommand.getCommandSpec()));
    }
}
