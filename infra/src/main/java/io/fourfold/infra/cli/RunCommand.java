package io.fourfold.infra.cli;

import io.fourfold.model.ModelBundle;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fourfold run}. */
@Command(name = "run", description = "Runs the applications against any Kafka, until Ctrl-C.")
final class RunCommand extends ConsoleCommand {

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() throws Exception {
        FourfoldConfig config = FourfoldConfig.from(SettingSource.merged(options.sources()));

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
