package io.fourfold.infra.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Lets every option be set by an environment variable: {@code --schema-registry} by {@code FOURFOLD_SCHEMA_REGISTRY}. */
record EnvironmentDefaults(Map<String, String> environment) implements IDefaultValueProvider {

    private static final String PREFIX = "FOURFOLD_";

    EnvironmentDefaults {
        environment = Map.copyOf(environment);
    }

    @Override
    public String defaultValue(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option)) {
            return null;
        }
        return environment.get(variableName(option.longestName()));
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
        return PREFIX + optionName.replaceFirst("^--", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
