package io.fourfold.infra.cli;

import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fourfold config}. */
@Command(
        name = "config",
        description =
                "Prints the settings that 'run' would have with the same options, files and environment, and where"
                        + " each comes from, secrets masked; exits with 1 and names every problem if 'run' would refuse them.")
final class ConfigCommand extends ConsoleCommand {

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() throws Exception {
        List<SettingSource> sources = new ArrayList<>(options.sources());
        Map<String, String> given = SettingSource.merged(sources);
        sources.add(0, new SettingSource("defaults", defaults()));
        Collections.reverse(sources);
        print(sources);
        FourfoldConfig.from(given);
        return 0;
    }

    /** What wins stands first; what has been said by then is not repeated. */
    private void print(List<SettingSource> sources) {
        PrintWriter out = out();
        Set<String> said = new HashSet<>();
        String before = "";
        for (SettingSource source : sources) {
            Map<String, String> effective = new TreeMap<>(source.settings());
            effective.keySet().removeIf(key -> !said.add(key));
            if (effective.isEmpty()) {
                continue;
            }
            if (!source.name().equals(before)) {
                out.printf("%s# %s%n", before.isEmpty() ? "" : System.lineSeparator(), source.name());
            }
            before = source.name();
            effective.forEach((key, value) -> out.println(key + "=" + Setting.shown(key, value)));
        }
        out.flush();
    }

    private static Map<String, String> defaults() {
        return Stream.of(Setting.values()).collect(Collectors.toMap(Setting::key, Setting::defaultValue));
    }
}
