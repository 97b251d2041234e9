package io.fourfold.infra.cli;

import io.fourfold.model.ModelBundle;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold run}. */
@Command(name = "run", description = "Runs the applications against any Kafka, until Ctrl-C.")
final class RunCommand extends ConsoleCommand {

    @Option(
            names = "--roles",
            paramLabel = "ROLE",
            split = ",",
            description = "images (describes photos), index (answers queries) and search (answers search events);"
                    + " default: all")
    private List<String> roles;

    @Option(names = "--state-dir", paramLabel = "DIR", description = "where the stores lie; default: .fourfold/state")
    private Path stateDirectory;

    @Mixin
    private ApplicationOptions applicationOptions;

    @Mixin
    private ClusterOptions clusterOptions;

    @Override
    public Integer call() throws Exception {
        Map<String, String> settings = clusterOptions.settings();
        ClusterOptions.put(settings, Setting.ROLES, roles == null ? null : String.join(",", roles));
        ClusterOptions.put(settings, Setting.STATE_DIR, stateDirectory);
        applicationOptions.addTo(settings);
        FourfoldConfig config = FourfoldConfig.from(settings);

        try (StopSignal stop = new StopSignal();
                ModelBundle model = ModelOption.open(config.modelDirectory());
                FourfoldApplication application = FourfoldApplication.start(config, model)) {
            say("Running; the HTTP API is at %s. Ctrl-C stops.", application.httpAddress());
            say("Probes and metrics are at %s", application.managementAddress());
            stop.await();
        }
        return 0;
    }
}
