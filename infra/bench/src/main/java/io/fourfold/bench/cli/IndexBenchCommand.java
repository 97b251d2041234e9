package io.fourfold.bench.cli;

import io.fourfold.bench.BenchPhotos;
import io.fourfold.bench.IndexBench;
import io.fourfold.bench.ScratchDirectory;
import io.fourfold.infra.cli.ConsoleCommand;
import io.fourfold.infra.cli.ModelOption;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.topology.similarity.Axes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold bench index}. */
@Command(
        name = "index",
        description = "The similarity store against an exact scan and against the graphs of Lucene and JVector, on one"
                + " thread. Photos are extended by neighbours of theirs. A million need FOURFOLD_JAVA_OPTIONS=-Xmx4g and"
                + " 3 GB of disk.")
final class IndexBenchCommand extends ConsoleCommand {

    /** Normalised floats of the exact scan, and as much again for everything else. */
    private static final int HEAP_BYTES_OF_A_PHOTO = 2_400;

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "N",
            defaultValue = "100000,1000000",
            description = "photos in the index; default: ${DEFAULT-VALUE}")
    private List<Integer> sizes;

    @Option(
            names = "--compare-at",
            paramLabel = "N",
            defaultValue = "100000",
            description = "photos in the libraries' graphs, which take long to build; 0 for none; default:"
                    + " ${DEFAULT-VALUE}")
    private int compareAt;

    @Option(
            names = "--queries",
            paramLabel = "N",
            defaultValue = "200",
            description = "different queries; default: ${DEFAULT-VALUE}")
    private int queries;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "how often each is asked; default: ${DEFAULT-VALUE}")
    private int rounds;

    @Mixin
    private BenchPhotosOption photosOption;

    @Mixin
    private ModelOption model;

    @Override
    public Integer call() throws Exception {
        requireHeap();
        return measure(ScratchDirectory.create());
    }

    private int measure(Path data) throws Exception {
        IndexBench bench = bench(data);
        boolean held = true;
        for (int size : sizes) {
            held &= new IndexBenchTable(bench.store(size), out()).print();
        }
        if (compareAt > 0) {
            IndexBenchTable.print(compareAt, bench.graphs(compareAt), out());
        }
        return held ? 0 : 1;
    }

    private IndexBench bench(Path data) throws IOException {
        try (ModelBundle bundle = model.load()) {
            BenchPhotos photos = photosOption.photos(bundle, queries, this::report);
            Axes axes = new Axes(Network.EMBEDDING_SIZE, bundle.principalAxes(Axes.MOST));
            return new IndexBench(photos, axes, rounds, data, this::report);
        }
    }

    private void requireHeap() {
        long needed = sizes.stream().mapToLong(Integer::longValue).max().orElse(0) * HEAP_BYTES_OF_A_PHOTO;
        if (Runtime.getRuntime().maxMemory() < needed) {
            throw refusal(
                    "%,d MB of heap are too little for so many photos: set FOURFOLD_JAVA_OPTIONS=-Xmx%dg, or --sizes"
                            .formatted(Runtime.getRuntime().maxMemory() >> 20, Math.max(4, (needed >> 30) + 1)));
        }
    }

    private void report(String what) {
        err().println(what + " ...");
        err().flush();
    }
}
