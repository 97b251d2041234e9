package io.fourfold.bench;

import io.fourfold.infra.client.ApiClient;
import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.RegistryProcess;
import io.fourfold.infra.local.TopicAdmin;
import io.fourfold.topology.access.KeyRegister;
import io.fourfold.topology.access.Scope;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.similarity.Visibility;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;

/** A broker and a registry in processes of their own, whose data go away with this process, and what runs on them. */
public record BenchStack(Path directory, BrokerProcess broker, RegistryProcess registry, Map<String, String> settings)
        implements AutoCloseable {

    private static final Duration INDEXING_TIMEOUT = Duration.ofMinutes(10);
    private static final int PAUSE_MS = 200;

    /** Folders of data and logs. */
    static final String BROKER = "broker";

    static final String REGISTRY = "registry";
    static final String STATE = "state";

    /**
     * Starts both and creates the topics.
     *
     * @param settings of the application; a free HTTP port and the addresses are added
     * @param partitions of every topic
     */
    public static BenchStack start(Map<String, String> settings, int partitions) throws Exception {
        return start(ScratchDirectory.create(), settings, partitions, 0, 0, List.of());
    }

    /** The same with all data and logs in a directory that stays, and at ports that are known. */
    static BenchStack start(
            Path directory,
            Map<String, String> settings,
            int partitions,
            int brokerPort,
            int registryPort,
            List<String> brokerLauncher)
            throws Exception {
        BrokerProcess broker = BrokerProcess.start(directory.resolve(BROKER), brokerPort, brokerLauncher);
        RegistryProcess registry = RegistryProcess.start(
                Distribution.fromSystemProperty().registry(), directory.resolve(REGISTRY), "127.0.0.1", registryPort);
        Map<String, String> complete = new HashMap<>(settings);
        complete.put(Setting.HTTP_PORT.key(), "0");
        complete.put(Setting.HTTP_PEER_PORT.key(), "0");
        complete.put(Setting.HTTP_MANAGEMENT_PORT.key(), "0");
        complete.put(Setting.STATE_DIR.key(), directory.resolve(STATE).toString());
        complete.put(Setting.BOOTSTRAP_SERVERS.key(), broker.bootstrapServers());
        complete.put(Setting.SCHEMA_REGISTRY_URL.key(), registry.url());
        BenchStack stack = new BenchStack(directory, broker, registry, complete);
        stack.createTopics(partitions);
        return stack;
    }

    private void createTopics(int partitions) throws Exception {
        Cluster cluster = cluster();
        try (Admin admin = cluster.admin()) {
            new TopicAdmin(admin).create(cluster.topics().specs(partitions, (short) 1));
        }
    }

    /** The same, of which only the first is to be closed, with some settings more. */
    BenchStack with(Map<String, String> more) {
        Map<String, String> both = new HashMap<>(settings);
        both.putAll(more);
        return new BenchStack(directory, broker, registry, both);
    }

    /** Another deployment on the same broker and registry; only the first is to be closed. */
    BenchStack beside(String prefix, int partitions) throws Exception {
        BenchStack other = new BenchStack(directory.resolve(prefix), broker, registry, settings)
                .with(Map.of(Setting.TOPICS_PREFIX.key(), prefix, Setting.APPLICATION_ID_PREFIX.key(), prefix));
        other.createTopics(partitions);
        return other;
    }

    /** Where an instance of that name keeps its stores. */
    Path state(String name) {
        return directory.resolve(name).resolve(STATE);
    }

    /** Bytes of every topic. */
    Map<String, Long> topicBytes() throws Exception {
        try (Admin admin = cluster().admin()) {
            Map<String, Long> bytes = new HashMap<>();
            List<Integer> brokers =
                    admin.describeCluster().nodes().get().stream().map(Node::id).toList();
            admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                    .flatMap(directories -> directories.values().stream())
                    .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                    .forEach(replica -> bytes.merge(
                            replica.getKey().topic(), replica.getValue().size(), Long::sum));
            return bytes;
        }
    }

    /** Configuration of an application in this process. */
    public FourfoldConfig config() {
        return FourfoldConfig.from(settings);
    }

    public Cluster cluster() {
        return new Cluster(config(), Clock.systemUTC());
    }

    /** Starts an application in a process of its own. */
    public InstanceProcess instance(String name) throws IOException {
        return instance(name, 0, InstanceProcess.JVM);
    }

    /** Starts one that only those who have a key may ask; with another application id prefix, so that it indexes everything. */
    public InstanceProcess guarded(String name) throws IOException {
        Map<String, String> guarded = new HashMap<>(settings);
        guarded.put(Setting.APPLICATION_ID_PREFIX.key(), name);
        guarded.put(Setting.ACCESS_ENABLED.key(), "true");
        return new BenchStack(directory, broker, registry, guarded).instance(name);
    }

    /** A new API key that may look at everything. */
    public String readersKey() {
        return cluster()
                .keyRegister()
                .create(new KeyRegister.Wanted("bench", Set.of(Scope.READ), Visibility.EVERYTHING, Optional.empty()))
                .credential()
                .text();
    }

    /** Starts one in a JVM with those options. */
    public InstanceProcess instance(String name, List<String> options) throws IOException {
        return instance(name, 0, options);
    }

    /** Starts one whose HTTP API listens at that port, in a JVM with those options. */
    InstanceProcess instance(String name, int port, List<String> options) throws IOException {
        Path home = directory.resolve(name);
        Map<String, String> own = new HashMap<>(settings);
        own.put(Setting.STATE_DIR.key(), state(name).toString());
        own.put(Setting.HTTP_PORT.key(), Integer.toString(port));
        return InstanceProcess.start(home, own, options);
    }

    /** Produces the embeddings of as many photos as wanted, like these, in place of the images application. */
    public void produceEmbeddings(String modelVersion, BenchPhotos photos, int count) {
        Cluster cluster = cluster();
        cluster.createTopicsOf(modelVersion);
        String topic = cluster.topics().ofModel(modelVersion).imageEmbedded();
        try (Producer<String, SpecificRecord> producer = cluster.producer()) {
            new SyntheticPhotos(modelVersion, photos.extended())
                    .generate(count, (id, embedded) -> producer.send(new ProducerRecord<>(topic, id, embedded)));
        }
    }

    /** Waits until the instances have indexed so many photos together, and each answers for all of them. */
    public void awaitIndexed(List<InstanceProcess> instances, int photos) throws InterruptedException {
        awaitIndexed(instances, photos, Optional.empty());
    }

    /** The same with an API key. */
    public void awaitIndexed(List<InstanceProcess> instances, int photos, Optional<String> key)
            throws InterruptedException {
        await(instances, photos, 0, key);
    }

    /** Waits likewise, and until each has at least half of its fair share. */
    void awaitShared(List<InstanceProcess> instances, int photos) throws InterruptedException {
        await(instances, photos, photos / (2 * instances.size()), Optional.empty());
    }

    private static void await(List<InstanceProcess> instances, int photos, int least, Optional<String> key)
            throws InterruptedException {
        long end = System.nanoTime() + INDEXING_TIMEOUT.toNanos();
        while (!indexed(instances, photos, least, key)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        photos + " photos were not indexed after " + INDEXING_TIMEOUT.toSeconds() + " s");
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    private static boolean indexed(List<InstanceProcess> instances, int photos, int least, Optional<String> key)
            throws InterruptedException {
        try {
            double indexed = 0;
            boolean complete = true;
            for (InstanceProcess instance : instances) {
                double own = new ApiClient(instance.management()).metric("fourfold_photos_indexed");
                indexed += own;
                complete &= own >= least;
                complete &= new ApiClient(instance.address(), key)
                        .similarToStored(SyntheticPhotos.id(0), 1)
                        .at("/shards/complete")
                        .asBoolean();
            }
            return complete && indexed >= photos;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        registry.close();
        broker.close();
    }
}
