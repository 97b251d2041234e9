package io.fourfold.infra.cli;

import io.fourfold.infra.bench.BrokerProcess;
import io.fourfold.infra.bench.HttpLoad;
import io.fourfold.infra.bench.InstanceProcess;
import io.fourfold.infra.bench.SyntheticPhotos;
import io.fourfold.infra.client.ApiClient;
import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.RegistryProcess;
import io.fourfold.infra.local.TopicAdmin;
import io.fourfold.model.ModelBundle;
import io.fourfold.topology.app.FourfoldConfig;
import io.fourfold.topology.app.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
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

/** {@code fourfold bench http}. */
@Command(
        name = "http",
        description =
                "Similar photos over HTTP on many connections, beside the time of one search alone; broker, registry"
                        + " and instance run in processes of their own.")
final class HttpBenchCommand implements Callable<Integer> {

    private static final int LIMIT = 4;
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration ALONE = Duration.ofSeconds(5);

    @Option(names = "--photos", paramLabel = "N", defaultValue = "100000", description = "default: ${DEFAULT-VALUE}")
    private int photos;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "16", description = "default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "60", description = "default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "2", description = "default: ${DEFAULT-VALUE}")
    private int partitions;

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
        settings.put(Setting.ROLES.key(), "index");
        settings.put(Setting.STATE_DIR.key(), data.resolve("state").toString());
        try (BrokerProcess broker = BrokerProcess.start(data.resolve("broker"));
                RegistryProcess registry =
                        RegistryProcess.start(distribution.registry(), data.resolve("registry"), "127.0.0.1", 0)) {
            settings.put(Setting.BOOTSTRAP_SERVERS.key(), broker.bootstrapServers());
            settings.put(Setting.SCHEMA_REGISTRY_URL.key(), registry.url());
            produce(FourfoldConfig.from(settings));
            try (InstanceProcess instance = InstanceProcess.start(data.resolve("instance"), settings)) {
                awaitIndex(new ApiClient(instance.address()));
                return measure(instance.address());
            }
        }
    }

    private void produce(FourfoldConfig config) throws Exception {
        Cluster cluster = new Cluster(config, Clock.systemUTC());
        try (Admin admin = cluster.admin()) {
            new TopicAdmin(admin).create(cluster.topics().specs(partitions, (short) 1));
        }
        List<PhotoFile> samples =
                PhotoFile.find(List.of(Distribution.fromSystemProperty().samples()));
        try (ModelBundle model = ModelOption.open(config.modelDirectory())) {
            List<float[]> real =
                    samples.stream().map(photo -> model.embed(photo.read())).toList();
            cluster.produceEmbeddings(
                    model.version(), target -> new SyntheticPhotos(model.version(), real).generate(photos, 1, target));
        }
    }

    /** Until the index publishes as many photos as there are, all of them answered for. */
    private void awaitIndex(ApiClient api) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!indexed(api)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The index was not ready after " + LONGEST_START.toSeconds() + " s");
            }
            Thread.sleep(200);
        }
    }

    private boolean indexed(ApiClient api) throws InterruptedException {
        try {
            return api.metric("fourfold_photos_indexed") >= photos
                    && api.similarToStored(SyntheticPhotos.id(0), 1)
                            .at("/shards/complete")
                            .asBoolean();
        } catch (IOException e) {
            return false;
        }
    }

    private int measure(URI address) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        ApiClient api = new ApiClient(address);
        HttpLoad load =
                new HttpLoad(i -> address.resolve("/v1/images/" + SyntheticPhotos.id(i % photos) + "/similar?k=10"));
        out.printf("%d photos, %d partitions, 1 instance%n", photos, partitions);
        out.flush();
        load.run(connections, WARM_UP);
        double searches = searches(api);
        double searchSeconds = searchSeconds(api);
        HttpLoad.Result alone = load.run(1, ALONE);
        double searchMs = 1_000 * (searchSeconds(api) - searchSeconds) / (searches(api) - searches);
        out.printf(
                "one connection: search %.2f ms, answer p50 %.2f ms, p99 %.2f ms%n",
                searchMs, alone.percentile(0.5), alone.percentile(0.99));
        out.flush();
        HttpLoad.Result loaded = load.run(connections, Duration.ofSeconds(seconds));
        boolean held = loaded.percentile(0.99) <= LIMIT * searchMs && loaded.errors() == 0;
        out.printf(
                "%d connections, %.0f s: %.0f answers/s, p50 %.2f ms, p99 %.2f ms, %d errors; limit %d x search = %.2f ms,"
                        + " no error: %s%n",
                connections,
                loaded.seconds(),
                loaded.perSecond(),
                loaded.percentile(0.5),
                loaded.percentile(0.99),
                loaded.errors(),
                LIMIT,
                LIMIT * searchMs,
                held ? "held" : "MISSED");
        return held ? 0 : 1;
    }

    private static double searches(ApiClient api) throws IOException, InterruptedException {
        return api.metric("fourfold_similar_queries_seconds_count");
    }

    private static double searchSeconds(ApiClient api) throws IOException, InterruptedException {
        return api.metric("fourfold_similar_queries_seconds_sum");
    }
}
