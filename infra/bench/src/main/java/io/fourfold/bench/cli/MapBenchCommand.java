package io.fourfold.bench.cli;

import io.fourfold.bench.BenchPhotos;
import io.fourfold.bench.MapBench;
import io.fourfold.infra.cli.ConsoleCommand;
import io.fourfold.infra.cli.ModelOption;
import io.fourfold.model.ModelBundle;
import io.fourfold.topology.map.Trustworthiness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold bench map}. */
@Command(
        name = "map",
        description = "Photos and words laid out on a plane, against t-SNE that compares each two points in each step:"
                + " time, and how far neighbours on the plane are neighbours in truth.")
final class MapBenchCommand extends ConsoleCommand {

    /** Part of the exact layout's time that may be taken. */
    private static final double TIME_LIMIT = 0.1;

    /** How much less trustworthy than the exact layout it may be. */
    private static final double LOSS_LIMIT = 0.02;

    @Option(
            names = "--photos",
            paramLabel = "N",
            defaultValue = "5000",
            description = "extended to so many; default: ${DEFAULT-VALUE}")
    private int photos;

    @Option(
            names = "--words",
            paramLabel = "N",
            defaultValue = "2500",
            description = "the most frequent ones; default: ${DEFAULT-VALUE}")
    private int words;

    @Mixin
    private BenchPhotosOption photosOption;

    @Mixin
    private ModelOption model;

    @Override
    public Integer call() throws Exception {
        LimitTable table = new LimitTable(out());
        try (ModelBundle bundle = model.load()) {
            BenchPhotos source = photosOption.photos(bundle, 1, err()::println);
            compare("%,d photos".formatted(photos), MapBench.ofPhotos(source, photos), table);
            compare("%,d words".formatted(words), MapBench.ofWords(bundle.words(), words), table);
        }
        return table.held() ? 0 : 1;
    }

    private void compare(String what, MapBench bench, LimitTable table) {
        table.heading(what + " laid out");
        MapBench.Layout layout = bench.scalable();
        MapBench.Layout exact = bench.exact();
        table.row("exact, s", exact.seconds());
        table.atMost("Barnes-Hut, s; limit: a tenth", layout.seconds(), exact.seconds() * TIME_LIMIT);
        table.row("times as fast", exact.seconds() / layout.seconds());
        table.row("trustworthiness at %d, exact".formatted(Trustworthiness.NEIGHBOURS), exact.trustworthiness());
        table.atLeast(
                "trustworthiness at %d, Barnes-Hut; limit: exact - %.2f"
                        .formatted(Trustworthiness.NEIGHBOURS, LOSS_LIMIT),
                layout.trustworthiness(),
                exact.trustworthiness() - LOSS_LIMIT);
    }
}
