package io.fourfold.bench.cli;

import io.fourfold.bench.ChaosFault;
import io.fourfold.bench.ChaosRun;
import io.fourfold.infra.cli.ConsoleCommand;
import io.fourfold.infra.cli.ModelOption;
import io.fourfold.model.ModelBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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
            description = "what happens, separated by commas: all, or some of ${COMPLETION-CANDIDATES}; the last two once,"
                    + " the others by chance; default: ${DEFAULT-VALUE}",
            completionCandidates = Faults.class,
            converter = Faults.class)
    private List<List<ChaosFault>> faults;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "decides what happens when, and what is asked; default: ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("fourfold-chaos");
        say("Data and logs: %s", directory);
        say("Starting broker, registry and %d instances ...", instances);
        ChaosTable table = new ChaosTable(out());
        try (ModelBundle model = ModelOption.open(Optional.empty())) {
            List<ChaosFault> chosen =
                    faults.stream().flatMap(List::stream).distinct().toList();
            ChaosRun run = new ChaosRun(
                    model, directory, new ChaosRun.Settings(instances, instances, photos, roles, chosen, seed));
            return table.summary(run.run(cycles, table::cycle)) ? 0 : 1;
        }
    }

    /** Faults by their names, or all of them. */
    private static final class Faults extends ArrayList<String> implements ITypeConverter<List<ChaosFault>> {

        private static final long serialVersionUID = 1L;

        Faults() {
            super(Arrays.stream(ChaosFault.values()).map(ChaosFault::toString).toList());
        }

        @Override
        public List<ChaosFault> convert(String name) {
            List<ChaosFault> named = Arrays.stream(ChaosFault.values())
                    .filter(fault -> name.equals("all") || fault.toString().equals(name))
                    .toList();
            if (named.isEmpty()) {
                throw new TypeConversionException("there is no fault '" + name + "'");
            }
            return named;
        }
    }
}
