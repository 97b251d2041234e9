package io.fourfold.bench.cli;

import io.fourfold.bench.BenchStack;
import io.fourfold.bench.PipelineBench;
import io.fourfold.bench.PipelineBench.Round;
import io.fourfold.infra.cli.ApplicationOptions;
import io.fourfold.infra.cli.ConsoleCommand;
import io.fourfold.infra.cli.ModelOption;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.local.Distribution;
import io.fourfold.model.ModelBundle;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fourfold bench pipeline}. */
@Command(
        name = "pipeline",
        description = "Photos a second through Kafka over those of a bare loop of decode, encode and caption on as many"
                + " threads; broker and registry run in processes of their own.")
final class PipelineBenchCommand extends ConsoleCommand {

    private static final double LIMIT = 0.85;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "folder of photos; default: the sample photos")
    private Path folder;

    @Option(
            names = "--photos",
            paramLabel = "N",
            defaultValue = "1000",
            description = "photos in a round; default: ${DEFAULT-VALUE}")
    private int photosPerRound;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "default: ${DEFAULT-VALUE}")
    private int rounds;

    @Mixin
    private ApplicationOptions applicationOptions;

    @Override
    public Integer call() throws Exception {
        Path photoFolder = folder == null ? Distribution.fromSystemProperty().samples() : folder;
        List<PhotoFile> photos = PhotoFile.find(List.of(photoFolder));
        Map<String, String> settings = applicationOptions.settings();
        settings.put(Setting.CLAIM_CHECK_PREFIXES.key(), photoFolder.toUri().toString());
        int threads = FourfoldConfig.from(settings).kafka().threads().images();
        try (BenchStack stack = BenchStack.start(settings, 2 * threads)) {
            return measure(stack.config(), photos, threads);
        }
    }

    private int measure(FourfoldConfig config, List<PhotoFile> photos, int threads) throws Exception {
        PrintWriter out = out();
        out.printf("%d threads, %d photos a round, photos a second%n", threads, photosPerRound);
        out.printf("%-7s %8s %8s %11s%n", "round", "bare", "Kafka", "efficiency");
        List<Round> done = new ArrayList<>();
        try (ModelBundle model = ModelOption.open(config.modelDirectory())) {
            new PipelineBench(config, model, photos, photosPerRound).run(rounds, round -> {
                done.add(round);
                out.printf("%-7d %8.1f %8.1f %11.3f%n", done.size(), round.bare(), round.piped(), round.efficiency());
                out.flush();
            });
        }
        double median = done.stream().mapToDouble(Round::efficiency).sorted().toArray()[done.size() / 2];
        LimitTable table = new LimitTable(out);
        table.heading("all rounds");
        table.atLeast("median efficiency", median, LIMIT);
        return table.held() ? 0 : 1;
    }
}
