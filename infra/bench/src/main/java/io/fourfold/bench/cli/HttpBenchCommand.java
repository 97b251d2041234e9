package io.fourfold.bench.cli;

import io.fourfold.bench.BenchPhotos;
import io.fourfold.bench.BenchStack;
import io.fourfold.bench.HttpLoad;
import io.fourfold.bench.InstanceProcess;
import io.fourfold.bench.SyntheticPhotos;
import io.fourfold.infra.cli.ApplicationOptions;
import io.fourfold.infra.cli.ConsoleCommand;
import io.fourfold.infra.cli.ModelOption;
import io.fourfold.infra.client.ApiClient;
import io.fourfold.model.ModelBundle;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold bench http}. */
@Command(
        name = "http",
        description =
                "Similar photos over HTTP on many connections, beside the time of one exact scan; broker, registry"
                        + " and instance run in processes of their own.")
final class HttpBenchCommand extends ConsoleCommand {

    private static final int LIMIT = 4;
    private static final int QUERIES = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration ALONE = Duration.ofSeconds(5);
    private static final double ACCESS_SHARE = 0.9;
    private static final int ACCESS_TURNS = 8;
    private static final Duration ACCESS_TURN = Duration.ofSeconds(5);

    @Option(names = "--photos", paramLabel = "N", defaultValue = "100000", description = "default: ${DEFAULT-VALUE}")
    private int photos;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "16", description = "default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "60", description = "default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "2", description = "default: ${DEFAULT-VALUE}")
    private int partitions;

    @Mixin
    private BenchPhotosOption photosOption;

    @Mixin
    private ApplicationOptions applicationOptions;

    @Override
    public Integer call() throws Exception {
        Map<String, String> settings = applicationOptions.settings();
        settings.put(Setting.ROLES.key(), "index");
        say("Starting broker and registry, indexing %d photos ...", photos);
        try (BenchStack stack = BenchStack.start(settings, partitions)) {
            BenchPhotos like = produce(stack);
            try (InstanceProcess instance = stack.instance("instance")) {
                stack.awaitIndexed(List.of(instance), photos);
                say("%d photos, %d partitions, 1 instance", photos, partitions);
                boolean quick = measure(instance, like.exactScan(photos).median());
                return measureAccess(stack, instance.address()) && quick ? 0 : 1;
            }
        }
    }

    private BenchPhotos produce(BenchStack stack) throws IOException {
        try (ModelBundle model = ModelOption.open(stack.config().modelDirectory())) {
            BenchPhotos like = photosOption.photos(model, QUERIES, line -> say("%s", line));
            stack.produceEmbeddings(model.version(), like, photos);
            return like;
        }
    }

    private boolean measure(InstanceProcess instance, double exactScanMs) throws Exception {
        ApiClient api = new ApiClient(instance.management());
        HttpLoad load = load(instance.address(), Optional.empty());
        load.run(connections, WARM_UP);
        double searches = searches(api);
        double searchSeconds = searchSeconds(api);
        HttpLoad.Result alone = load.run(1, ALONE);
        double searchMs = 1_000 * (searchSeconds(api) - searchSeconds) / (searches(api) - searches);
        HttpLoad.Result loaded = load.run(connections, Duration.ofSeconds(seconds));

        LimitTable table = new LimitTable(out());
        table.heading("a single query, ms");
        table.row("exact scan of the same photos, one thread, p50", exactScanMs);
        table.row("search in the instance", searchMs);
        table.row("answer over HTTP, p50", alone.percentile(0.5));
        table.row("answer over HTTP, p99", alone.percentile(0.99));
        table.heading("%d connections for %.0f s, ms".formatted(connections, loaded.seconds()));
        table.row("answers a second", loaded.perSecond());
        table.row("p50", loaded.percentile(0.5));
        double p99 = loaded.percentile(0.99);
        table.atMost("p99; limit: %d exact scans".formatted(LIMIT), p99, LIMIT * exactScanMs);
        table.row("p99 in answers of a single query, p50", p99 / alone.percentile(0.5));
        table.row("p99 in searches of a single query", p99 / searchMs);
        table.exactly("errors", loaded.errors(), 0);
        return table.held();
    }

    /** The same questions to an instance that wants keys, in turns, so that whatever else the machine does falls on both. */
    private boolean measureAccess(BenchStack stack, URI open) throws Exception {
        say("Indexing again, for an instance that wants keys ...");
        String key = stack.readersKey();
        try (InstanceProcess instance = stack.guarded("guarded")) {
            stack.awaitIndexed(List.of(instance), photos, Optional.of(key));
            HttpLoad without = load(open, Optional.empty());
            HttpLoad with = load(instance.address(), Optional.of(key));
            with.run(connections, WARM_UP);
            double[] answers = new double[2];
            double[] time = new double[2];
            int errors = 0;
            for (int turn = 0; turn < ACCESS_TURNS; turn++) {
                boolean guarded = turn % 2 == 1;
                HttpLoad.Result result = (guarded ? with : without).run(connections, ACCESS_TURN);
                answers[turn % 2] += result.latenciesMs().length;
                time[turn % 2] += result.seconds();
                errors += result.errors();
            }
            double share = (answers[1] / time[1]) / (answers[0] / time[0]);
            LimitTable table = new LimitTable(out());
            table.heading("similar photos with an API key, %d connections, in turns of %d s"
                    .formatted(connections, ACCESS_TURN.toSeconds()));
            table.row("answers a second, access off", answers[0] / time[0]);
            table.row("answers a second, access on", answers[1] / time[1]);
            table.atLeast("share of those without access; limit: %.1f".formatted(ACCESS_SHARE), share, ACCESS_SHARE);
            table.exactly("errors", errors, 0);
            return table.held();
        }
    }

    private HttpLoad load(URI address, Optional<String> key) {
        return new HttpLoad(
                i -> address.resolve("/v1/images/" + SyntheticPhotos.id(i % photos) + "/similar?k=10"), key);
    }

    private static double searches(ApiClient api) throws IOException, InterruptedException {
        return api.metric("fourfold_similar_queries_seconds_count");
    }

    private static double searchSeconds(ApiClient api) throws IOException, InterruptedException {
        return api.metric("fourfold_similar_queries_seconds_sum");
    }
}
