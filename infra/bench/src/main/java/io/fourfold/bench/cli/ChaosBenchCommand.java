package io.fourfold.bench.cli;

import io.fourfold.bench.ChaosRun;
import io.fourfold.infra.cli.ConsoleCommand;
import io.fourfold.infra.cli.ModelOption;
import io.fourfold.model.ModelBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fourfold bench chaos}. */
@Command(
        name = "chaos",
        description =
                "Kills instances (kill -9) and lets them come back while queries are sent all the time, and judges"
                        + " every answer by brute force: complete and right, marked incomplete, or 503. Broker, registry and"
                        + " instances are processes of their own.")
final class ChaosBenchCommand extends ConsoleCommand {

    @Option(names = "--cycles", paramLabel = "N", defaultValue = "20", description = "default: ${DEFAULT-VALUE}")
    private int cycles;

    @Option(names = "--instances", paramLabel = "N", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
    private int instances;

    @Option(
            names = "--photos",
            paramLabel = "N",
            defaultValue = "2000",
            description = "photos in the index; default: ${DEFAULT-VALUE}")
    private int photos;

    @Option(
            names = "--roles",
            paramLabel = "ROLE,...",
            defaultValue = "images,index",
            description = "roles of each instance; default: ${DEFAULT-VALUE}")
    private String roles;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "decides who is killed when, and what is asked; default: ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("fourfold-chaos");
        say("Data and logs: %s", directory);
        say("Starting broker, registry and %d instances ...", instances);
        ChaosTable table = new ChaosTable(out());
        try (ModelBundle model = ModelOption.open(Optional.empty())) {
            ChaosRun run =
                    new ChaosRun(model, directory, new ChaosRun.Settings(instances, instances, photos, roles, seed));
            return table.summary(run.run(cycles, table::cycle)) ? 0 : 1;
        }
    }
}
