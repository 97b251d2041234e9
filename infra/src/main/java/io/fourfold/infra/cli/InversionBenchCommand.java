package io.fourfold.infra.cli;

import io.fourfold.infra.bench.InversionBench;
import io.fourfold.infra.bench.SearchBench;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.model.inversion.InversionOptions;
import io.fourfold.model.inversion.TextSearch;
import java.io.PrintWriter;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fourfold bench inversion}. */
@Command(
        name = "inversion",
        description = "Ten-word texts turned into image embeddings and photos scored again, without Kafka.")
final class InversionBenchCommand implements Callable<Integer> {

    private static final double MEDIAN_LIMIT_MS = 150;
    private static final double TAIL_LIMIT_MS = 400;
    private static final double THROUGHPUT_LIMIT = 20;
    private static final double PASSES_LIMIT = 15;
    private static final int THREADS = 2;

    @Option(names = "--queries", paramLabel = "N", defaultValue = "300", description = "default: ${DEFAULT-VALUE}")
    private int queries;

    @Option(names = "--batches", paramLabel = "N", defaultValue = "8", description = "of 32; default: ${DEFAULT-VALUE}")
    private int batches;

    @Mixin
    private ModelOption modelOption;

    @Spec
    private CommandSpec spec;

    private boolean held = true;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (ModelBundle model = modelOption.load()) {
            InversionBench bench = new InversionBench(model.textSearch(), photos());
            InversionBench.Latencies times = bench.oneAtATime(queries);
            out.printf("%-58s %9s %9s%n", "", "measured", "limit");
            print(out, "inversion alone, p50, ms", SearchBench.Latencies.percentile(times.inversion(), 0.5));
            atMost(
                    out,
                    "with " + TextSearch.RESCORED_PHOTOS + " photos rescored, p50, ms",
                    times.whole(),
                    0.5,
                    MEDIAN_LIMIT_MS);
            atMost(
                    out,
                    "with " + TextSearch.RESCORED_PHOTOS + " photos rescored, p99, ms",
                    times.whole(),
                    0.99,
                    TAIL_LIMIT_MS);
            atLeast(
                    out,
                    "batched, rescored, 2 threads, queries a second",
                    bench.batched(THREADS, batches),
                    THROUGHPUT_LIMIT);
            double passes = bench.decoderPasses(InversionOptions.standard());
            double plain = bench.decoderPasses(InversionOptions.plain());
            print(out, "decoder passes a query", passes);
            print(out, "decoder passes a query of plain inversion", plain);
            atLeast(out, "ratio", plain / passes, PASSES_LIMIT);
        }
        return held ? 0 : 1;
    }

    /** Spread about as real embeddings are; what they are does not change the time. */
    private static List<float[]> photos() {
        Random random = new Random(1);
        return Stream.generate(() -> {
                    float[] photo = new float[Network.EMBEDDING_SIZE];
                    for (int i = 0; i < photo.length; i++) {
                        photo[i] = (float) random.nextGaussian();
                    }
                    return photo;
                })
                .limit(TextSearch.RESCORED_PHOTOS)
                .toList();
    }

    private void atMost(PrintWriter out, String name, double[] sorted, double share, double limit) {
        double value = SearchBench.Latencies.percentile(sorted, share);
        verdict(out, name, value, limit, value <= limit);
    }

    private void atLeast(PrintWriter out, String name, double value, double limit) {
        verdict(out, name, value, limit, value >= limit);
    }

    private void verdict(PrintWriter out, String name, double value, double limit, boolean holds) {
        out.printf("%-58s %9.1f %9.1f  %s%n", name, value, limit, holds ? "held" : "MISSED");
        held &= holds;
    }

    private static void print(PrintWriter out, String name, double value) {
        out.printf("%-58s %9.1f%n", name, value);
    }
}
