package io.fourfold.bench;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.Gallery;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.infra.local.Distribution;
import io.fourfold.model.Network;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up a broker, a registry, a gallery of photos and instances, each in a process of its own, for {@link ChaosBench}.
 *
 * @param directory for all data and logs; empty
 */
public record ChaosRun(Network network, Path directory, Settings settings) {

    private static final Logger LOG = LoggerFactory.getLogger(ChaosRun.class);
    private static final int FIRST_PORT = 20_000;
    private static final int FIRST_EPHEMERAL_PORT = 32_768;
    private static final int PROBES = 10;
    private static final Duration BACKLOG_TIMEOUT = Duration.ofMinutes(3);

    /**
     * What is run.
     *
     * @param instances processes
     * @param partitions of the index
     * @param photos indexed
     * @param roles of each instance, separated by commas
     * @param seed of the gallery, of the queries and of who is killed when
     */
    public record Settings(int instances, int partitions, int photos, String roles, long seed) {}

    /**
     * What came of it.
     *
     * @param cycles in their order
     * @param wrong descriptions of wrong answers
     * @param uploads photos uploaded meanwhile; none if the instances do not describe photos
     * @param missing those of them that no instance knows
     */
    public record Outcome(List<ChaosBench.Cycle> cycles, List<String> wrong, int uploads, List<String> missing) {}

    /** Runs so many cycles, handing each over when it is done. */
    public Outcome run(int cycles, Consumer<ChaosBench.Cycle> done) throws Exception {
        Map<String, String> common =
                Map.of(Setting.ROLES.key(), settings.roles, Setting.IMAGE_THREADS.key(), Integer.toString(1));
        try (BenchStack stack = BenchStack.start(directory, common, settings.partitions)) {
            Cluster cluster = stack.cluster();
            Gallery gallery = gallery(cluster);
            List<ChaosInstance> instances = new ArrayList<>();
            try (PhotoUploader uploader = cluster.uploader()) {
                for (int i = 0; i < settings.instances; i++) {
                    ChaosInstance instance = new ChaosInstance(stack, "instance-" + i, freePort());
                    instance.start();
                    instances.add(instance);
                }
                return run(instances, gallery, uploader, cycles, done);
            } finally {
                for (ChaosInstance instance : instances) {
                    instance.close();
                }
            }
        }
    }

    private Outcome run(
            List<ChaosInstance> instances,
            Gallery gallery,
            PhotoUploader uploader,
            int cycles,
            Consumer<ChaosBench.Cycle> done)
            throws IOException, InterruptedException {
        ChaosQueries queries = new ChaosQueries(instances, gallery, settings.partitions, settings.seed);
        List<String> probes =
                gallery.ids().subList(0, Math.min(PROBES, gallery.ids().size()));
        ChaosBench bench = new ChaosBench(instances, queries, probes, settings.seed);
        List<ChaosBench.Cycle> results = new ArrayList<>();
        ChaosUploads uploads = new ChaosUploads(uploader, sample());
        Thread uploading = new Thread(uploads, "uploads");
        bench.awaitStart();
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
        List<String> missing = uploads.missing(instances.get(0), BACKLOG_TIMEOUT);
        return new Outcome(results, queries.wrong(), uploads.count(), missing);
    }

    private boolean describesPhotos() {
        return List.of(settings.roles.split(",")).contains(Role.IMAGES.label());
    }

    private static Path sample() {
        return Distribution.fromSystemProperty().samples().resolve("statue.jpg");
    }

    private Gallery gallery(Cluster cluster) {
        cluster.createTopicsOf(network.version());
        Gallery gallery = new Gallery(network.version(), settings.photos, settings.seed);
        try (Producer<String, SpecificRecord> producer = cluster.producer()) {
            gallery.produce(producer, cluster.topics().ofModel(network.version()));
        }
        return gallery;
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
