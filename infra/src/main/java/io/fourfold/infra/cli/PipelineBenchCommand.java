package io.fourfold.infra.cli;

import io.fourfold.infra.bench.BrokerProcess;
import io.fourfold.infra.bench.PipelineBench;
import io.fourfold.infra.bench.PipelineBench.Round;
import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.RegistryProcess;
import io.fourfold.infra.local.TopicAdmin;
import io.fourfold.model.ModelBundle;
import io.fourfold.topology.app.FourfoldConfig;
import io.fourfold.topology.app.Setting;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fourfold bench pipeline}. */
@Command(
        name = "pipeline",
        description = "Photos a second through Kafka over those of a bare loop of decode, encode and caption on as many"
                + " threads; broker and registry run in processes of their own.")
final class PipelineBenchCommand implements Callable<Integer> {

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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Distribution distribution = Distribution.fromSystemProperty();
        Path photoFolder = folder == null ? distribution.samples() : folder;
        List<PhotoFile> photos = PhotoFile.find(List.of(photoFolder));
        Path data = Files.createTempDirectory("fourfold-bench");
        Map<String, String> settings = new HashMap<>();
        applicationOptions.addTo(settings);
        settings.put(Setting.STATE_DIR.key(), data.resolve("state").toString());
        settings.put(Setting.HTTP_PORT.key(), "0");
        settings.put(Setting.CLAIM_CHECK_PREFIXES.key(), photoFolder.toUri().toString());
        try (BrokerProcess broker = BrokerProcess.start(data.resolve("broker"));
                RegistryProcess registry =
                        RegistryProcess.start(distribution.registry(), data.resolve("registry"), "127.0.0.1", 0)) {
            settings.put(Setting.BOOTSTRAP_SERVERS.key(), broker.bootstrapServers());
            settings.put(Setting.SCHEMA_REGISTRY_URL.key(), registry.url());
            return measure(FourfoldConfig.from(settings), photos);
        }
    }

    private int measure(FourfoldConfig config, List<PhotoFile> photos) throws Exception {
        Cluster cluster = new Cluster(config, Clock.systemUTC());
        int threads = config.kafka().imageThreads();
        try (Admin admin = cluster.admin()) {
            new TopicAdmin(admin).create(cluster.topics().specs(2 * threads, (short) 1));
        }
        PrintWriter out = spec.commandLine().getOut();
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
        out.printf("median efficiency %.3f, limit %.2f: %s%n", median, LIMIT, median >= LIMIT ? "held" : "MISSED");
        return median >= LIMIT ? 0 : 1;
    }
}
