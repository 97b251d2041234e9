package io.fourfold.bench;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.Gallery;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.TopicAdmin;
import io.fourfold.model.Network;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up a broker, a registry, a gallery of photos and instances, each in a process of its own, for {@link ChaosBench}. */
public final class ChaosRun {

    private static final Logger LOG = LoggerFactory.getLogger(ChaosRun.class);
    private static final int FIRST_PORT = 20_000;
    private static final int FIRST_EPHEMERAL_PORT = 32_768;
    private static final int PROBES = 10;
    private static final Duration BACKLOG_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration OUTPUT_TIMEOUT = Duration.ofMinutes(1);

    private final Network network;
    private final Path directory;
    private final Settings settings;

    /**
     * What is run.
     *
     * @param instances processes
     * @param partitions of the index
     * @param photos indexed
     * @param roles of each instance, separated by commas
     * @param faults what may happen to them
     * @param seed of the gallery, of the queries and of what happens when
     */
    public record Settings(
            int instances, int partitions, int photos, String roles, List<ChaosFault> faults, long seed) {}

    /**
     * What came of it.
     *
     * @param cycles in their order
     * @param wrong descriptions of wrong answers
     * @param uploads photos uploaded meanwhile; none if the instances do not describe photos
     * @param missing those of them of which an instance does not know what became
     * @param differing what a reader of the result topics finds otherwise than after a run without faults
     * @param back deleted photos that came back
     */
    public record Outcome(
            List<ChaosBench.Cycle> cycles,
            List<String> wrong,
            int uploads,
            List<String> missing,
            List<String> differing,
            List<String> back) {}

    /**
     * @param directory for all data and logs; empty
     */
    public ChaosRun(Network network, Path directory, Settings settings) {
        this.network = network;
        this.directory = directory;
        this.settings = settings;
    }

    /** Runs so many cycles, handing each over when it is done. */
    public Outcome run(int cycles, Consumer<ChaosBench.Cycle> done) throws Exception {
        try (ChaosBroker broker = new ChaosBroker(directory.resolve("broker"), freePort());
                ChaosRegistry registry = new ChaosRegistry(directory.resolve("registry"), freePort())) {
            Map<String, String> common = new HashMap<>();
            common.put(Setting.BOOTSTRAP_SERVERS.key(), broker.bootstrapServers());
            common.put(Setting.SCHEMA_REGISTRY_URL.key(), registry.url());
            Cluster cluster = new Cluster(FourfoldConfig.from(common), Clock.systemUTC());
            Gallery gallery = gallery(cluster);
            List<ChaosInstance> instances = new ArrayList<>();
            try (PhotoUploader uploader = cluster.uploader()) {
                for (int i = 0; i < settings.instances; i++) {
                    ChaosInstance instance = instance("instance-" + i, common);
                    instance.start();
                    instances.add(instance);
                }
                ChaosQueries queries = new ChaosQueries(instances, gallery, settings.partitions, settings.seed);
                List<String> probes =
                        gallery.ids().subList(0, Math.min(PROBES, gallery.ids().size()));
                ChaosBench bench =
                        new ChaosBench(instances, broker, registry, settings.faults, queries, probes, settings.seed);
                ChaosUploads uploads = new ChaosUploads(uploader, sample(), instances, settings.seed);
                bench.awaitStart();
                List<ChaosBench.Cycle> results = run(bench, uploads, cycles, done);
                List<String> missing = uploads.missing(instances.get(0), BACKLOG_TIMEOUT);
                List<String> differing = describesPhotos() ? differing(cluster, uploads) : List.of();
                return new Outcome(results, queries.wrong(), uploads.count(), missing, differing, uploads.back());
            } finally {
                for (ChaosInstance instance : instances) {
                    instance.close();
                }
            }
        }
    }

    private List<ChaosBench.Cycle> run(
            ChaosBench bench, ChaosUploads uploads, int cycles, Consumer<ChaosBench.Cycle> done)
            throws IOException, InterruptedException {
        List<ChaosBench.Cycle> results = new ArrayList<>();
        Thread uploading = new Thread(uploads, "uploads");
        if (describesPhotos()) {
            uploading.start();
        }
        try {
            bench.run(cycles, cycle -> {
                results.add(cycle);
                done.accept(cycle);
            });
        } finally {
            uploads.stop();
            uploading.join();
        }
        return results;
    }

    private static List<String> differing(Cluster cluster, ChaosUploads uploads) {
        List<String> differing = new ArrayList<>();
        for (String topic : cluster.topics().results()) {
            try (ChaosOutput output = new ChaosOutput(cluster.consumer(), topic)) {
                output.differing(uploads.ids(), uploads::expected, OUTPUT_TIMEOUT)
                        .forEach(photo -> differing.add(topic + ": " + photo));
            }
        }
        return differing;
    }

    private boolean describesPhotos() {
        return List.of(settings.roles.split(",")).contains(Role.IMAGES.label());
    }

    private static Path sample() {
        return Distribution.fromSystemProperty().samples().resolve("statue.jpg");
    }

    private Gallery gallery(Cluster cluster) {
        try (Admin admin = cluster.admin()) {
            new TopicAdmin(admin).create(cluster.topics().specs(settings.partitions, (short) 1));
        }
        cluster.createTopicsOf(network.version());
        Gallery gallery = new Gallery(network.version(), settings.photos, settings.seed);
        try (Producer<String, SpecificRecord> producer = cluster.producer()) {
            gallery.produce(producer, cluster.topics().ofModel(network.version()));
        }
        return gallery;
    }

    private ChaosInstance instance(String name, Map<String, String> common) throws IOException {
        int port = freePort();
        Map<String, String> properties = new HashMap<>(common);
        properties.put(Setting.ROLES.key(), settings.roles);
        properties.put(Setting.IMAGE_THREADS.key(), "1");
        properties.put(Setting.HTTP_PORT.key(), Integer.toString(port));
        properties.put(
                Setting.STATE_DIR.key(),
                directory.resolve(name).resolve(ChaosInstance.STATE).toString());
        return new ChaosInstance(directory.resolve(name), properties, port);
    }

    /** A free port that no outgoing connection can take while the instance is dead. */
    private static int freePort() throws IOException {
        for (int port = FIRST_PORT; port < FIRST_EPHEMERAL_PORT; port++) {
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                LOG.debug("Port {} is taken", port);
            }
        }
        throw new IOException("no port from %d to %d is free".formatted(FIRST_PORT, FIRST_EPHEMERAL_PORT));
    }
}
