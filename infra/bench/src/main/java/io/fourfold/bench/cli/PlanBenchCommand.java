package io.fourfold.bench.cli;

import io.fourfold.bench.BenchPhotos;
import io.fourfold.bench.BenchStack;
import io.fourfold.bench.CapacityPhotos;
import io.fourfold.bench.PlanBench;
import io.fourfold.infra.cli.ApplicationOptions;
import io.fourfold.infra.cli.ConsoleCommand;
import io.fourfold.infra.cli.ModelOption;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.plan.Amount;
import io.fourfold.infra.plan.Figures;
import io.fourfold.infra.plan.simulation.Comparison;
import io.fourfold.model.ModelBundle;
import io.fourfold.topology.config.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold bench plan}. */
@Command(
        name = "plan",
        description =
                "Three instances of the index on this machine beside what fourfold plan and its simulation say of them."
                        + " Give it figures of this machine.")
final class PlanBenchCommand extends ConsoleCommand {

    private static final double LIMIT = 0.2;

    @Option(
            names = "--photos",
            paramLabel = "N",
            defaultValue = "60000",
            description = "photos in the index; default: ${DEFAULT-VALUE}")
    private int photos;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "30",
            description =
                    "processor time of the load, repeated until the instances are warm; default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--measured",
            required = true,
            paramLabel = "FILE",
            description = "what fourfold bench capacity --json printed on this machine")
    private Path measured;

    @Mixin
    private ApplicationOptions applicationOptions;

    @Override
    public Integer call() throws Exception {
        Figures figures = Figures.read(Files.readAllBytes(measured));
        Map<String, String> settings = applicationOptions.settings();
        settings.put(Setting.ROLES.key(), "index");
        settings.put(Setting.SESSION_TIMEOUT_MS.key(), Long.toString(PlanBench.SESSION.toMillis()));
        try (BenchStack stack = BenchStack.start(settings, PlanBench.PARTITIONS)) {
            produce(stack);
            return print(new PlanBench(stack, figures, photos, Duration.ofSeconds(seconds), this::report).run())
                    ? 0
                    : 1;
        }
    }

    private void produce(BenchStack stack) throws Exception {
        report("producing %,d photos".formatted(photos));
        try (ModelBundle model = ModelOption.open(stack.config().modelDirectory())) {
            List<PhotoFile> samples =
                    PhotoFile.find(List.of(Distribution.fromSystemProperty().samples()));
            new CapacityPhotos(model, samples, BenchPhotos.drawn(model, 0)).produce(stack, photos);
        }
    }

    private boolean print(List<PlanBench.Result> results) {
        boolean held = true;
        out().printf("%n%-46s %10s %10s %10s%n", "three instances", "plan", "simulated", "measured");
        for (PlanBench.Result result : results) {
            Comparison expected = result.expected();
            boolean holds = off(expected.formula(), result.measured()) <= LIMIT
                    && off(expected.simulated(), result.measured()) <= LIMIT;
            held &= holds;
            out().printf(
                            "%-46s %10s %10s %10s  %s%n",
                            expected.name(),
                            amount(expected.formula(), expected.unit()),
                            amount(expected.simulated(), expected.unit()),
                            amount(result.measured(), expected.unit()),
                            holds ? "held" : "MISSED");
        }
        out().printf("limit: %.0f %% between the measured one and each of the others%n", 100 * LIMIT);
        out().flush();
        return held;
    }

    private static double off(double expected, double measured) {
        return Math.abs(measured - expected) / expected;
    }

    private static String amount(double value, String unit) {
        return unit.equals("s") ? Amount.seconds(value) : Amount.number(value);
    }

    private void report(String what) {
        err().println(what + " ...");
        err().flush();
    }
}
