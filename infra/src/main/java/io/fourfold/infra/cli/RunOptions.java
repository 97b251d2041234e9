package io.fourfold.infra.cli;

import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything that an instance can be told. */
final class RunOptions {

    @Option(
            names = "--roles",
            paramLabel = "ROLES",
            split = ",",
            hideParamSyntax = true,
            description = "of images (describes photos), index (answers queries) and search (answers search events),"
                    + " separated by commas; default: all")
    private List<String> roles;

    @Option(names = "--state-dir", paramLabel = "DIR", description = "where the stores lie; default: .fourfold/state")
    private Path stateDirectory;

    @Mixin
    private ApplicationOptions applicationOptions;

    @Mixin
    private ClusterOptions clusterOptions;

    /** From what counts least to what counts most. */
    List<SettingSource> sources() throws IOException {
        List<SettingSource> sources = new ArrayList<>(clusterOptions.sources());
        Map<String, String> before = SettingSource.merged(sources);
        Map<String, String> settings = SettingSource.merged(sources);
        ClusterOptions.put(settings, Setting.ROLES, roles == null ? null : String.join(",", roles));
        ClusterOptions.put(settings, Setting.STATE_DIR, stateDirectory);
        applicationOptions.addTo(settings);
        sources.add(SettingSource.options(before, settings));
        return sources;
    }
}
