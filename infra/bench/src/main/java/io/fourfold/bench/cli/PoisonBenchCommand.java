package io.fourfold.bench.cli;

import io.fourfold.bench.BenchStack;
import io.fourfold.bench.PoisonBench;
import io.fourfold.bench.PoisonBench.Round;
import io.fourfold.infra.cli.ApplicationOptions;
import io.fourfold.infra.cli.ConsoleCommand;
import io.fourfold.infra.cli.ModelOption;
import io.fourfold.infra.client.PhotoStore;
import io.fourfold.infra.local.Distribution;
import io.fourfold.model.ModelBundle;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold bench poison}. */
@Command(
        name = "poison",
        description =
                "Time of describing good photos with one upload in ten that is poison (bad photos, bad records, photos"
                        + " that cannot be fetched) over the time without; broker and registry run in processes of their own.")
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
            settings.put(Setting.CLAIM_CHECK_TIMEOUT_MS.key(), "3000");
            settings.put(Setting.CLAIM_CHECK_PREFIXES.key(), store.prefix().toString());
            int threads = FourfoldConfig.from(settings).kafka().threads().images();
            try (BenchStack stack = BenchStack.start(settings, 2 * threads)) {
                return measure(stack.config(), store, threads);
            }
        }
    }

    private int measure(FourfoldConfig config, PhotoStore store, int threads) throws Exception {
        PrintWriter out = out();
        out.printf("%d threads, %d good photos a round, of these a second%n", threads, photosPerRound);
        out.printf("%-7s %8s %9s %6s%n", "round", "alone", "poisoned", "ratio");
        List<Round> done = new ArrayList<>();
        try (ModelBundle model = ModelOption.open(config.modelDirectory())) {
            new PoisonBench(config, model, store, photosPerRound).run(rounds, round -> {
                done.add(round);
                out.printf("%-7d %8.1f %9.1f %6.2f%n", done.size(), round.alone(), round.poisoned(), round.ratio());
                out.flush();
            });
        }
        double median = done.stream().mapToDouble(Round::ratio).sorted().toArray()[done.size() / 2];
        LimitTable table = new LimitTable(out);
        table.heading("all rounds");
        table.atMost("median of time with poison over time without", median, LIMIT);
        return table.held() ? 0 : 1;
    }
}
