package io.fourfold.bench.cli;

import io.fourfold.bench.InversionBench;
import io.fourfold.infra.cli.ConsoleCommand;
import io.fourfold.infra.cli.ModelOption;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.model.inversion.InversionOptions;
import io.fourfold.model.inversion.TextSearch;
import io.fourfold.model.linear.Vectors;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold bench inversion}. */
@Command(
        name = "inversion",
        description = "Ten-word texts turned into image embeddings and photos scored again, without Kafka.")
final class InversionBenchCommand extends ConsoleCommand {

    /** A query may cost as much as captioning so many photos. */
    private static final int CAPTIONS_LIMIT = 15;

    private static final double PASSES_LIMIT = 15;
    private static final int THREADS = 2;

    @Option(names = "--queries", paramLabel = "N", defaultValue = "300", description = "default: ${DEFAULT-VALUE}")
    private int queries;

    @Option(names = "--batches", paramLabel = "N", defaultValue = "8", description = "of 32; default: ${DEFAULT-VALUE}")
    private int batches;

    @Mixin
    private ModelOption modelOption;

    @Override
    public Integer call() throws Exception {
        try (ModelBundle model = modelOption.load()) {
            InversionBench bench = new InversionBench(model, photos());
            InversionBench.Times times = bench.oneAtATime(queries, CAPTIONS_LIMIT);
            LimitTable table = new LimitTable(out());
            table.heading("10-word queries");
            table.row("inversion alone, p50, ms", times.inversion().median());
            String whole = "with " + TextSearch.RESCORED_PHOTOS + " photos rescored, %s, ms; limit: %s" + CAPTIONS_LIMIT
                    + " photos captioned";
            table.atMost(
                    whole.formatted("p50", ""),
                    times.whole().median(),
                    times.captions().median());
            table.atMost(
                    whole.formatted("p99", "twice "),
                    times.whole().percentile(0.99),
                    2 * times.captions().percentile(0.99));
            table.atLeast(
                    "batched, rescored, %d threads, queries a second; limit: captions / %d"
                            .formatted(THREADS, CAPTIONS_LIMIT),
                    bench.batched(THREADS, batches),
                    bench.captioned(THREADS, CAPTIONS_LIMIT * batches * InversionBench.BATCH) / CAPTIONS_LIMIT);
            double passes = bench.decoderPasses(InversionOptions.standard());
            double plain = bench.decoderPasses(InversionOptions.plain());
            table.row("decoder passes a query", passes);
            table.row("decoder passes a query of plain inversion", plain);
            table.atLeast("ratio", plain / passes, PASSES_LIMIT);
            return table.held() ? 0 : 1;
        }
    }

    /** Spread about as real embeddings are; what they are does not change the time. */
    private static List<float[]> photos() {
        Random random = new Random(1);
        return Stream.generate(() -> Vectors.gaussian(Network.EMBEDDING_SIZE, random))
                .limit(TextSearch.RESCORED_PHOTOS)
                .toList();
    }
}
