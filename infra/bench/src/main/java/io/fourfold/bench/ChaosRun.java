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
    private static final Duration OUTPUT_TIMEOUT = Duration.ofMinutes(1);

    /**
     * What is run.
     *
     * @param instances processes
     * @param partitions of the index
     * @param photos indexed
     * @param roles of each instance, separated by commas
     * @param faults what happens to processes; at least one that is not done only once
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

    /** Runs so many cycles, handing each over when it is done. */
    public Outcome run(int cycles, Consumer<ChaosBench.Cycle> done) throws Exception {
        Map<String, String> common =
                Map.of(Setting.ROLES.key(), settings.roles, Setting.IMAGE_THREADS.key(), Integer.toString(1));
        int brokerPort = freePort(FIRST_PORT);
        int registryPort = freePort(brokerPort + 1);
        try (BenchStack stack = BenchStack.start(directory, common, settings.partitions, brokerPort, registryPort);
                ChaosBroker broker = new ChaosBroker(stack);
                ChaosRegistry registry = new ChaosRegistry(stack)) {
            Cluster cluster = stack.cluster();
            Gallery gallery = gallery(cluster);
            List<ChaosInstance> instances = new ArrayList<>();
            try (PhotoUploader uploader = cluster.uploader()) {
                for (int i = 0; i < settings.instances; i++) {
                    ChaosInstance instance = new ChaosInstance(stack, "instance-" + i, freePort(registryPort + 1));
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
                return new Outcome(
                        results,
                        queries.wrong(),
                        uploads.count(),
                        missing,
                        differing(cluster, uploads),
                        uploads.back());
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
        cluster.createTopicsOf(network.version());
        Gallery gallery = new Gallery(network.version(), settings.photos, settings.seed);
        try (Producer<String, SpecificRecord> producer = cluster.producer()) {
            gallery.produce(producer, cluster.topics().ofModel(network.version()));
        }
        return gallery;
    }

    /** A free port from that one on, which no outgoing connection can take while its process is dead. */
    private static int freePort(int first) throws IOException {
        for (int port = first; port < FIRST_EPHEMERAL_PORT; port++) {
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                LOG.debug("Port {} is taken", port);
            }
        }
        throw new IOException("no port from %d to %d is free".formatted(first, FIRST_EPHEMERAL_PORT));
    }
}
