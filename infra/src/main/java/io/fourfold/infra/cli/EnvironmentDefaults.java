package io.fourfold.infra.cli;

import io.fourfold.topology.config.Setting;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lets every option be set by an environment variable: {@code --schema-registry} by {@code FOURFOLD_SCHEMA_REGISTRY}. One that is
 * also a setting's, such as {@code FOURFOLD_ROLES}, is left to {@link #settings}.
 */
record EnvironmentDefaults(Map<String, String> environment) implements IDefaultValueProvider {

    private static final Set<String> SETTINGS =
            Stream.of(Setting.values()).map(Setting::variable).collect(Collectors.toUnmodifiableSet());

    EnvironmentDefaults {
        environment = Map.copyOf(environment);
    }

    @Override
    public String defaultValue(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option)) {
            return null;
        }
        String name = variableName(option.longestName());
        return SETTINGS.contains(name) ? null : environment.get(name);
    }

    /** The settings in the environment; variables that are those of options alone are none. */
    static Map<String, String> settings(Map<String, String> environment, CommandSpec commands) {
        Map<String, String> rest = new HashMap<>(environment);
        rest.keySet().removeIf(name -> !SETTINGS.contains(name) && isAnOptions(name, commands));
        return Setting.inEnvironment(rest);
    }

    private static boolean isAnOptions(String variable, CommandSpec command) {
        return command.options().stream()
                        .anyMatch(option -> variableName(option.longestName()).equals(variable))
                || command.subcommands().values().stream()
                        .anyMatch(subcommand -> isAnOptions(variable, subcommand.getCommandSpec()));
    }

    /** A variable that stands for no option, as the command line was started with. */
    static Optional<String> variable(CommandSpec spec, String name) {
        return spec.root().commandLine().getDefaultValueProvider() instanceof EnvironmentDefaults defaults
                ? Optional.ofNullable(defaults.environment.get(name))
                        .map(String::trim)
                        .filter(value -> !value.isEmpty())
                : Optional.empty();
    }

    static String variableName(String optionName) {
        return Setting.VARIABLE_PREFIX
                + optionName.replaceFirst("^--", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
