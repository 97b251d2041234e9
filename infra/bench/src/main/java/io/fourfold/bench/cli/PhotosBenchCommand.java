package io.fourfold.bench.cli;

import io.fourfold.bench.BenchStack;
import io.fourfold.bench.HostileBench;
import io.fourfold.bench.HostilePhotos;
import io.fourfold.bench.InstanceProcess;
import io.fourfold.infra.cli.ApplicationOptions;
import io.fourfold.infra.cli.ConsoleCommand;
import io.fourfold.infra.cli.Progress;
import io.fourfold.topology.config.FourfoldConfig;
import java.nio.file.Path;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold bench photos}. */
@Command(
        name = "photos",
        description =
                "Hostile photo files (damaged, lying, bombs, two formats at once) before an instance with little heap: each"
                        + " must be captioned or become a dead letter with a reason; broker, registry and instance run in"
                        + " processes of their own.")
final class PhotosBenchCommand extends ConsoleCommand {

    @Option(names = "--photos", paramLabel = "N", defaultValue = "5000", description = "default: ${DEFAULT-VALUE}")
    private int photos;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "another one makes other files; default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--heap",
            paramLabel = "MB",
            defaultValue = "512",
            description = "of the instance; default: ${DEFAULT-VALUE}")
    private int heap;

    @Mixin
    private ApplicationOptions applicationOptions;

    @Override
    public Integer call() throws Exception {
        Map<String, String> settings = applicationOptions.settings();
        int threads = FourfoldConfig.from(settings).kafka().threads().images();
        try (BenchStack stack = BenchStack.start(settings, 2 * threads)) {
            Path log = stack.directory().resolve("gc.log");
            try (InstanceProcess instance = stack.instance("instance", HostileBench.jvm(heap, log));
                    ProgressBar bar = Progress.bar("hostile photos", photos)) {
                HostileBench.Outcome outcome =
                        new HostileBench(stack.cluster(), new HostilePhotos(seed)).run(photos, bar::stepTo);
                bar.close();
                return report(outcome, instance, log) ? 0 : 1;
            }
        }
    }

    private boolean report(HostileBench.Outcome outcome, InstanceProcess instance, Path log) throws Exception {
        LimitTable table = new LimitTable(out());
        table.heading("%,d hostile photos".formatted(photos));
        table.row("captioned", outcome.captioned());
        table.row("dead letters", outcome.refused());
        table.exactly("neither", outcome.missing().size(), 0);
        table.exactly("dead letters without a reason", outcome.withoutReason(), 0);
        table.exactly("instances that died", instance.process().isAlive() ? 0 : 1, 0);
        table.atMost("highest heap, MB", HostileBench.highestHeap(log), heap);
        table.row("highest heap after a collection, MB", HostileBench.highestLiveHeap(log));
        table.row("time, s", outcome.time().toSeconds());
        outcome.missing().forEach(id -> out().println("neither captioned nor a dead letter: " + id));
        out().flush();
        return table.held();
    }
}
