package io.fourfold.bench.cli;

import io.fourfold.bench.BenchStack;
import io.fourfold.bench.InstanceProcess;
import io.fourfold.bench.PoisonBench;
import io.fourfold.bench.PoisonBench.Round;
import io.fourfold.infra.cli.ApplicationOptions;
import io.fourfold.infra.cli.ConsoleCommand;
import io.fourfold.infra.client.PhotoStore;
import io.fourfold.infra.client.PoisonMix;
import io.fourfold.infra.local.Distribution;
import io.fourfold.topology.config.FourfoldConfig;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold bench poison}. */
@Command(
        name = "poison",
        description =
                "Time of describing good photos with one upload in ten that is poison (bad photos, bad records, photos"
                        + " that cannot be fetched) over the time without; broker, registry and instance run in processes of their own.")
final class PoisonBenchCommand extends ConsoleCommand {

    private static final double LIMIT = 1.3;

    @Option(
            names = "--photos",
            paramLabel = "N",
            defaultValue = "1000",
            description = "good photos in a round; default: ${DEFAULT-VALUE}")
    private int photosPerRound;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
    private int rounds;

    @Mixin
    private ApplicationOptions applicationOptions;

    @Override
    public Integer call() throws Exception {
        try (PhotoStore store =
                PhotoStore.start(Distribution.fromSystemProperty().samples().resolve("statue.jpg"))) {
            Map<String, String> settings = applicationOptions.settings();
            settings.putAll(PoisonMix.settings(store));
            int threads = FourfoldConfig.from(settings).kafka().threads().images();
            try (BenchStack stack = BenchStack.start(settings, 2 * threads);
                    InstanceProcess instance = stack.instance("instance")) {
                out().printf("%d threads, %d good photos a round%n", threads, photosPerRound);
                PoisonMix mix = new PoisonMix(stack.config(), store);
                return measure(new PoisonBench(stack.cluster(), instance, mix, photosPerRound)) ? 0 : 1;
            }
        }
    }

    private boolean measure(PoisonBench bench) throws Exception {
        PrintWriter out = out();
        out.printf("%-7s %25s %28s%n", "", "time, s", "processor time, s");
        out.printf(
                "%-7s %8s %9s %6s %11s %9s %6s%n", "round", "alone", "poisoned", "ratio", "alone", "poisoned", "ratio");
        List<Round> done = new ArrayList<>();
        bench.run(rounds, round -> {
            done.add(round);
            out.printf(
                    "%-7d %8.1f %9.1f %6.2f %11.1f %9.1f %6.2f%n",
                    done.size(),
                    seconds(round.alone().time()),
                    seconds(round.poisoned().time()),
                    round.timeRatio(),
                    seconds(round.alone().processor()),
                    seconds(round.poisoned().processor()),
                    round.processorRatio());
            out.flush();
        });
        LimitTable table = new LimitTable(out);
        table.heading("all rounds");
        table.atMost("median of time with poison over time without", median(done, Round::timeRatio), LIMIT);
        table.row("the same of processor time", median(done, Round::processorRatio));
        return table.held();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> ratio) {
        return rounds.stream().mapToDouble(ratio).sorted().toArray()[rounds.size() / 2];
    }
}
