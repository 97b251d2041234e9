package io.fourfold.bench.cli;

import io.fourfold.bench.ChaosFault;
import io.fourfold.bench.ChaosRun;
import io.fourfold.infra.cli.ConsoleCommand;
import io.fourfold.infra.cli.ModelOption;
import io.fourfold.model.ModelBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fourfold bench chaos}. */
@Command(
        name = "chaos",
        description =
                "Kills instances (kill -9) and lets them come back while queries, uploads and deletes are sent all the time,"
                        + " and judges every answer by brute force: complete and right, marked incomplete, or 503; and at"
                        + " the end the output, by that of a run without faults. Broker, registry and instances are"
                        + " processes of their own.")
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
            names = "--faults",
            paramLabel = "FAULT",
            split = ",",
            defaultValue = "kill-instance",
            description =
                    "what happens, separated by commas: all, or some of kill-instance, kill-broker, kill-registry,"
                            + " pause-instance, pause-broker, pause-registry (by chance), full-disk, corrupt-state (once);"
                            + " default: ${DEFAULT-VALUE}")
    private List<String> faults;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "1440",
            description = "no cycle begins later than so many minutes after the first; default: ${DEFAULT-VALUE}")
    private long minutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "decides what happens when, and what is asked; default: ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() throws Exception {
        List<ChaosFault> chosen = chosenFaults();
        Path directory = Files.createTempDirectory("fourfold-chaos");
        say("Data and logs: %s", directory);
        say("Starting broker, registry and %d instances ...", instances);
        ChaosTable table = new ChaosTable(out());
        try (ModelBundle model = ModelOption.open(Optional.empty())) {
            ChaosRun run = new ChaosRun(
                    model,
                    directory,
                    new ChaosRun.Settings(
                            instances, instances, photos, roles, chosen, Duration.ofMinutes(minutes), seed));
            return table.summary(run.run(cycles, table::cycle)) ? 0 : 1;
        }
    }

    private List<ChaosFault> chosenFaults() {
        List<ChaosFault> all = List.of(ChaosFault.values());
        if (faults.equals(List.of("all"))) {
            return all;
        }
        List<ChaosFault> chosen = faults.stream()
                .map(name -> all.stream()
                        .filter(fault -> fault.toString().equals(name))
                        .findFirst()
                        .orElseThrow(() -> refusal("there is no fault '" + name + "'; there are " + all)))
                .toList();
        if (chosen.stream().allMatch(ChaosFault::once)) {
            throw refusal("choose a fault, too, that can happen more than once");
        }
        return chosen;
    }
}
