package io.fourfold.infra.cli;

import io.fourfold.infra.bench.BrokerProcess;
import io.fourfold.infra.bench.InstanceProcess;
import io.fourfold.infra.bench.SearchBench;
import io.fourfold.infra.bench.SearchBench.Backlog;
import io.fourfold.infra.bench.SearchBench.Latencies;
import io.fourfold.infra.bench.SyntheticPhotos;
import io.fourfold.infra.client.ApiClient;
import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.SearchEvents;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.RegistryProcess;
import io.fourfold.infra.local.TopicAdmin;
import io.fourfold.model.Caption;
import io.fourfold.model.ModelBundle;
import io.fourfold.topology.app.FourfoldConfig;
import io.fourfold.topology.app.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fourfold bench search}. */
@Command(
        name = "search",
        description =
                "Searches by events on two instances with three partitions: time of a query beside its inversion's,"
                        + " and queries that wait, also while an instance is killed. Everything runs in processes of its own.")
final class SearchBenchCommand implements Callable<Integer> {

    private static final int PARTITIONS = 3;
    private static final int WARM_UP = 20;
    private static final double LIMIT_MS = 150;
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration REPEATS_AWAITED = Duration.ofSeconds(5);

    @Option(names = "--photos", paramLabel = "N", defaultValue = "10000", description = "default: ${DEFAULT-VALUE}")
    private int photos;

    @Option(
            names = "--single",
            paramLabel = "N",
            defaultValue = "100",
            description = "queries one at a time; default: ${DEFAULT-VALUE}")
    private int single;

    @Option(
            names = "--queued",
            paramLabel = "N",
            defaultValue = "1000",
            description = "queries that wait together; default: ${DEFAULT-VALUE}")
    private int queued;

    @Mixin
    private ApplicationOptions applicationOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Distribution distribution = Distribution.fromSystemProperty();
        Path data = Files.createTempDirectory("fourfold-bench");
        Map<String, String> settings = new HashMap<>();
        applicationOptions.addTo(settings);
        settings.put(Setting.HTTP_PORT.key(), "0");
        settings.put(Setting.ROLES.key(), "index,search");
        try (BrokerProcess broker = BrokerProcess.start(data.resolve("broker"));
                RegistryProcess registry =
                        RegistryProcess.start(distribution.registry(), data.resolve("registry"), "127.0.0.1", 0)) {
            settings.put(Setting.BOOTSTRAP_SERVERS.key(), broker.bootstrapServers());
            settings.put(Setting.SCHEMA_REGISTRY_URL.key(), registry.url());
            Cluster cluster = new Cluster(FourfoldConfig.from(settings), Clock.systemUTC());
            try (Admin admin = cluster.admin()) {
                new TopicAdmin(admin).create(cluster.topics().specs(PARTITIONS, (short) 1));
            }
            List<String> texts = produce(cluster, settings);
            try (InstanceProcess lasting = instance(data.resolve("lasting"), settings);
                    InstanceProcess mortal = instance(data.resolve("mortal"), settings);
                    SearchEvents searches = cluster.searches()) {
                awaitIndex(lasting);
                awaitIndex(mortal);
                return measure(new SearchBench(searches, texts), mortal);
            }
        }
    }

    /** Fills the index; the texts to search for are what the network says about the sample photos. */
    private List<String> produce(Cluster cluster, Map<String, String> settings) throws IOException {
        List<PhotoFile> samples =
                PhotoFile.find(List.of(Distribution.fromSystemProperty().samples()));
        try (ModelBundle model = ModelOption.open(FourfoldConfig.from(settings).modelDirectory())) {
            List<float[]> real =
                    samples.stream().map(photo -> model.embed(photo.read())).toList();
            cluster.produceEmbeddings(
                    model.version(), target -> new SyntheticPhotos(model.version(), real).generate(photos, 1, target));
            return real.stream()
                    .flatMap(embedding -> model.captions(embedding).stream())
                    .map(Caption::text)
                    .distinct()
                    .toList();
        }
    }

    private static InstanceProcess instance(Path directory, Map<String, String> settings) throws IOException {
        Map<String, String> own = new HashMap<>(settings);
        own.put(Setting.STATE_DIR.key(), directory.resolve("state").toString());
        return InstanceProcess.start(directory, own);
    }

    /** Until the last photos of each partition are there. */
    private void awaitIndex(InstanceProcess instance) throws InterruptedException {
        ApiClient api = new ApiClient(instance.address());
        long end = System.nanoTime() + LONGEST_START.toNanos();
        for (int i = Math.max(0, photos - 20); i < photos; i++) {
            while (!isIndexed(SyntheticPhotos.id(i), api)) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(
                            "The index was not ready after " + LONGEST_START.toSeconds() + " s");
                }
                Thread.sleep(100);
            }
        }
    }

    private static boolean isIndexed(String imageId, ApiClient api) throws InterruptedException {
        try {
            return api.similarToStored(imageId, 1).at("/shards/complete").asBoolean();
        } catch (IOException e) {
            return false;
        }
    }

    private int measure(SearchBench bench, InstanceProcess mortal) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%d photos, %d partitions, 2 instances%n", photos, PARTITIONS);
        out.flush();
        bench.oneAtATime("warm-up-", WARM_UP);
        boolean fast = print(bench.oneAtATime("single-", single), out);
        boolean quiet = print("queued", bench.queued("queued-", queued, () -> {}), bench, out);
        boolean killed =
                print("queued, one instance killed", bench.queued("killed-", queued, mortal::kill), bench, out);
        return fast && quiet && killed ? 0 : 1;
    }

    private static boolean print(Latencies latencies, PrintWriter out) {
        double total = Latencies.percentile(latencies.totalMs(), 0.5);
        double inversion = Latencies.percentile(latencies.inversionMs(), 0.5);
        boolean held = total <= inversion + LIMIT_MS;
        out.printf(
                "one at a time: p50 %.0f ms, p99 %.0f ms; inversion p50 %.0f ms, ranking again p50 %.0f ms; limit"
                        + " inversion + %.0f ms: %s%n",
                total,
                Latencies.percentile(latencies.totalMs(), 0.99),
                inversion,
                Latencies.percentile(latencies.rerankMs(), 0.5),
                LIMIT_MS,
                held ? "held" : "MISSED");
        out.flush();
        return held;
    }

    private boolean print(String name, Backlog backlog, SearchBench bench, PrintWriter out) {
        int answers = backlog.answers() + bench.late(REPEATS_AWAITED);
        boolean held = answers == queued && backlog.queries() == queued;
        out.printf(
                "%s: %d of %d queries answered, %d answers, %d complete, %.1f s, %.1f queries/s; limit each once: %s%n",
                name,
                backlog.queries(),
                queued,
                answers,
                backlog.complete(),
                backlog.seconds(),
                queued / backlog.seconds(),
                held ? "held" : "MISSED");
        out.flush();
        return held;
    }
}
