package io.fourfold.bench;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.Gallery;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.infra.local.Distribution;
import io.fourfold.model.Network;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.kafka.AvroSerdes;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
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
    private static final Duration UPLOAD_PAUSE = Duration.ofMillis(500);
    private static final Duration OUTPUT_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(10);

    /** Small files, soon decoded. */
    private static final List<String> SAMPLES =
            List.of("statue.jpg", "country-road.jpg", "plate-of-food.jpg", "snowy-river.webp", "fire-breather.webp");

    /**
     * What is run.
     *
     * @param instances processes
     * @param partitions of the index
     * @param photos indexed
     * @param roles of each instance, separated by commas
     * @param faults what happens to processes; at least one that is not done only once
     * @param limit no cycle begins later than so long after the first
     * @param seed of the gallery, of the queries and of what happens when
     */
    public record Settings(
            int instances,
            int partitions,
            int photos,
            String roles,
            List<ChaosFault> faults,
            Duration limit,
            long seed) {}

    /**
     * What came of it.
     *
     * @param cycles in their order
     * @param wrong descriptions of wrong answers
     * @param uploads photos uploaded meanwhile; none if the instances do not describe photos
     * @param missing what instances do not know of them as they should
     * @param differing what a reader of the result topics finds otherwise than after a run without faults
     * @param overtaken records that are not there since a later one of their photo overtook them
     * @param back deleted photos that came back
     * @param undone how long deleted photos were there again for a while
     */
    public record Outcome(
            List<ChaosBench.Cycle> cycles,
            List<String> wrong,
            int uploads,
            List<String> missing,
            List<String> differing,
            int overtaken,
            List<String> back,
            List<Duration> undone) {}

    /** Runs so many cycles, handing each over when it is done. */
    public Outcome run(int cycles, Consumer<ChaosBench.Cycle> done) throws Exception {
        ChildProcesses.killAtExit();
        Map<String, String> common = Map.of(
                Setting.ROLES.key(), settings.roles,
                Setting.IMAGE_THREADS.key(), Integer.toString(1),
                Setting.THUMBNAILS.key(), Boolean.toString(true));
        int brokerPort = freePort(FIRST_PORT);
        int registryPort = freePort(brokerPort + 1);
        try (BenchStack stack = BenchStack.start(
                        directory, common, settings.partitions, brokerPort, registryPort, ChaosBroker.LAUNCHER);
                ChaosBroker broker = new ChaosBroker(stack);
                ChaosRegistry registry = new ChaosRegistry(stack)) {
            Gallery gallery = gallery(stack.cluster());
            List<ChaosInstance> instances = new ArrayList<>();
            try (PhotoUploader uploader = patient(stack).uploader()) {
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
                ChaosUploads uploads = new ChaosUploads(uploader, samples(), instances, UPLOAD_PAUSE, settings.seed);
                bench.awaitStart();
                if (!describesPhotos()) {
                    List<ChaosBench.Cycle> results = bench.run(cycles, settings.limit, done);
                    return new Outcome(results, queries.wrong(), 0, List.of(), List.of(), 0, List.of(), List.of());
                }
                uploads.uploadReferences(BACKLOG_TIMEOUT);
                List<ChaosBench.Cycle> results = new ArrayList<>();
                InBackground.run(uploads, uploads::stop, () -> results.addAll(bench.run(cycles, settings.limit, done)));
                List<String> missing = uploads.missing(BACKLOG_TIMEOUT);
                List<String> differing = new ArrayList<>();
                List<String> back = new ArrayList<>(uploads.back());
                int overtaken = compare(stack, gallery, uploads.expected(), differing, back);
                return new Outcome(
                        results,
                        queries.wrong(),
                        uploads.count(),
                        missing,
                        differing,
                        overtaken,
                        back,
                        uploads.undone());
            } finally {
                for (ChaosInstance instance : instances) {
                    instance.close();
                }
            }
        }
    }

    /**
     * Adds what is otherwise than expected in the published topics and those of the network, or a dead letter at all.
     *
     * @param uploaded what a reader of each topic of descriptions should find by now of the photos uploaded, by photo; those of
     *     the gallery were described without a thumbnail
     * @return how many records were left out since a later one of their photo had overtaken them
     */
    private int compare(
            BenchStack stack,
            Gallery gallery,
            Map<String, List<Optional<String>>> uploaded,
            List<String> differing,
            List<String> back) {
        Map<String, List<Optional<String>>> described = new HashMap<>(uploaded);
        gallery.ids().forEach(id -> described.put(id, List.of(Optional.of(id))));
        FourfoldConfig config = stack.config();
        Deserializer<SpecificRecord> deserializer = new AvroSerdes(
                        config.serde().className(), config.serde().properties(), config.topics())
                .<SpecificRecord>forValues()
                .deserializer();
        List<String> topics = new ArrayList<>(config.topics().results());
        topics.addAll(config.topics().ofModel(network.version()).results());
        int overtaken = 0;
        for (String topic : topics) {
            Map<String, List<Optional<String>>> expected =
                    topic.startsWith(config.topics().imageThumbnailed()) ? uploaded : described;
            try (ChaosOutput output = new ChaosOutput(
                    stack.cluster().consumer(), topic, value -> withoutAlbum(deserializer.deserialize(topic, value)))) {
                output.differing(expected, OUTPUT_TIMEOUT).forEach(photo -> differing.add(topic + ": " + photo));
                output.back(expected).forEach(id -> back.add(id + " in " + topic));
                overtaken += output.overtaken(expected);
            }
        }
        String deadLetters = config.topics().imageDeadLetter();
        try (ChaosOutput output = new ChaosOutput(stack.cluster().consumer(), deadLetters, ByteBuffer::wrap)) {
            output.differing(Map.of(), OUTPUT_TIMEOUT).forEach(photo -> differing.add(deadLetters + ": " + photo));
        }
        return overtaken;
    }

    /** A thumbnail has none. */
    private static SpecificRecord withoutAlbum(SpecificRecord description) {
        Optional.ofNullable(description.getSchema().getField("album"))
                .ifPresent(album -> description.put(album.pos(), null));
        return description;
    }

    /** Whose producer waits for a broker as long as it takes. */
    private static Cluster patient(BenchStack stack) {
        Map<String, String> settings = new HashMap<>(stack.settings());
        String wait = Long.toString(LONGEST_OUTAGE.toMillis());
        settings.put(Setting.KAFKA_PREFIX + ProducerConfig.MAX_BLOCK_MS_CONFIG, wait);
        settings.put(Setting.KAFKA_PREFIX + ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, wait);
        return new Cluster(FourfoldConfig.from(settings), Clock.systemUTC());
    }

    private boolean describesPhotos() {
        return List.of(settings.roles.split(",")).contains(Role.IMAGES.label());
    }

    private static List<Path> samples() {
        Path folder = Distribution.fromSystemProperty().samples();
        return SAMPLES.stream().map(folder::resolve).toList();
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
