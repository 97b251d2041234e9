package io.fourfold.topology.app;

import io.fourfold.model.Network;
import io.fourfold.schemas.WordEmbedded;
import io.fourfold.topology.AvroSerdes;
import io.fourfold.topology.FourfoldMetrics;
import io.fourfold.topology.ImageTopology;
import io.fourfold.topology.IndexTopology;
import io.fourfold.topology.SearchTopology;
import io.fourfold.topology.TopicFollower;
import io.fourfold.topology.http.HttpApi;
import io.fourfold.topology.http.HttpPeers;
import io.fourfold.topology.map.Maps;
import io.fourfold.topology.photo.AllowedPrefixes;
import io.fourfold.topology.photo.PhotoLoader;
import io.fourfold.topology.query.ImageQueries;
import io.fourfold.topology.query.KafkaIndexState;
import io.fourfold.topology.query.PhotoQuestions;
import io.fourfold.topology.query.ScatterLimits;
import io.fourfold.topology.query.SourceTopic;
import io.fourfold.topology.query.TextQueries;
import io.fourfold.topology.search.BatchInversion;
import io.fourfold.topology.search.InversionQueue;
import io.fourfold.topology.search.SearchLimits;
import io.fourfold.topology.search.SearchMetrics;
import io.fourfold.topology.search.SearchPace;
import io.fourfold.topology.store.RocksMemory;
import io.fourfold.topology.words.WordPublication;
import io.fourfold.topology.words.WordPublisher;
import io.fourfold.topology.words.WordStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The roles of one process and its HTTP API, from start to clean stop. */
public final class FourfoldApplication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FourfoldApplication.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration QUESTION_PATIENCE = Duration.ofSeconds(10);
    /** Far fewer than the HTTP server's 250 threads, so that instances that ask each other also answer each other. */
    private static final int SCATTERED_QUESTIONS = 64;

    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final String WORDS = "words";
    private static final int WAITING_SEARCHES = 64;
    private static final int REMEMBERED_SEARCHES = 1_000;
    private static final String ANY_ADDRESS = "0.0.0.0";

    private final FourfoldConfig config;
    private final Network network;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FourfoldMetrics metrics = new FourfoldMetrics(registry);
    private final SearchMetrics searchMetrics = new SearchMetrics(registry);
    private final JvmMetrics jvmMetrics = new JvmMetrics(registry);
    private final AvroSerdes serdes;
    private final StreamsProperties properties;
    private final RoleHealth health;
    private final StartingIndexState indexState;
    private final InversionQueue inversions;
    private final Maps maps;
    private final HttpApi http;
    private final Deque<RunningRole> roles = new ArrayDeque<>();
    private final HttpPeers peers = new HttpPeers();
    private final RocksMemory rocksMemory = new RocksMemory();
    private final KafkaClients clients;
    private final TopicFollower wordFollower;
    private final Optional<WordPublication> wordPublication;
    private boolean closed;

    private FourfoldApplication(FourfoldConfig config, Network network) {
        this.config = config;
        this.network = network;
        this.serdes = new AvroSerdes(config.serde().className(), config.serde().properties());
        this.properties = new StreamsProperties(config, metrics);
        this.health = new RoleHealth(config.roles());
        this.indexState = new StartingIndexState(
                config.roles().contains(Role.INDEX)
                        ? "The index is starting"
                        : "This instance does not run the index role; ask one that does");
        PhotoQuestions questions =
                new PhotoQuestions(network, Runtime.getRuntime().availableProcessors(), QUESTION_PATIENCE);
        this.clients = new KafkaClients(config.kafka());
        WordStore words = new WordStore(serdes.<WordEmbedded>forValues().deserializer(), metrics);
        this.wordFollower = new TopicFollower(config.topics().wordEmbedded(), clients::consumer, words, RETRY_PAUSE);
        this.wordPublication = config.roles().contains(Role.IMAGES) ? Optional.of(wordPublication()) : Optional.empty();
        this.inversions = new InversionQueue(
                new BatchInversion(network),
                searchMetrics,
                WAITING_SEARCHES,
                SearchLimits.standard().batch(),
                REMEMBERED_SEARCHES);
        TextQueries texts = new TextQueries(
                network,
                inversions,
                indexState,
                metrics,
                QUESTION_PATIENCE,
                System::nanoTime,
                Runtime.getRuntime().availableProcessors());
        this.maps = new Maps(words, indexState, network, System::nanoTime);
        this.http = new HttpApi(
                new ImageQueries(indexState, metrics), indexState, questions, texts, words, maps, health, registry);
    }

    /**
     * Checks that the topics exist, then starts the HTTP API and every role. Returns without waiting for readiness.
     *
     * @param network stays the caller's, who closes it after the application
     * @throws MissingTopicsException naming what is missing and the command that creates it
     * @throws IllegalStateException if Kafka does not answer or the HTTP address is taken
     */
    public static FourfoldApplication start(FourfoldConfig config, Network network) {
        Map<String, Integer> partitions =
                new TopicCheck(config.kafka(), new KafkaClients(config.kafka())).requireTopics(config.topics());
        FourfoldApplication application = new FourfoldApplication(config, network);
        try {
            application.start(partitions);
            return application;
        } catch (RuntimeException e) {
            application.close();
            throw e;
        }
    }

    /** Whether every role is running, so that questions are answered in full. */
    public boolean ready() {
        return health.ready();
    }

    /**
     * Waits until {@link #ready()}.
     *
     * @throws IllegalStateException if that took longer, or a role has failed for good; says which
     */
    public void awaitReady(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!health.ready()) {
            if (!health.live()) {
                throw new IllegalStateException("A role has failed, the log says why: " + health.states());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Not ready after " + timeout.toSeconds() + " s: " + health.states());
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
    }

    /** Where the HTTP API listens. */
    public URI httpAddress() {
        String host = config.http().host().equals(ANY_ADDRESS)
                ? "localhost"
                : config.http().host();
        return URI.create("http://" + host + ":" + http.port() + "/");
    }

    /** Stops accepting questions, leaves the consumer groups and closes the stores; takes a bounded time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        http.close();
        indexState.close();
        inversions.close();
        maps.close();
        peers.close();
        wordPublication.ifPresent(WordPublication::close);
        wordFollower.close();
        List<CompletableFuture<Void>> closing = roles.stream()
                .map(role -> CompletableFuture.runAsync(role::close))
                .toList();
        closing.forEach(CompletableFuture::join);
        rocksMemory.close();
        jvmMetrics.close();
        registry.close();
    }

    private void start(Map<String, Integer> partitions) {
        metrics.indexedPhotos(indexState::indexedPhotos);
        http.start(config.http().host(), config.http().port());
        wordFollower.start();
        wordPublication.ifPresent(WordPublication::start);
        if (config.roles().contains(Role.IMAGES)) {
            startImages();
        }
        if (config.roles().contains(Role.INDEX)) {
            startIndex(partitions);
        }
        if (config.roles().contains(Role.SEARCH)) {
            startSearch(partitions);
        }
        LOG.info("Started {} at {}", config.roles(), httpAddress());
    }

    private WordPublication wordPublication() {
        WordPublisher publisher = new WordPublisher(
                config.topics().wordEmbedded(),
                clients::consumer,
                () -> clients.producer(WORDS),
                serdes.<WordEmbedded>forValues().serializer());
        return new WordPublication(publisher, network, RETRY_PAUSE);
    }

    private void startImages() {
        PhotoLoader loader = new PhotoLoader(
                new AllowedPrefixes(config.claimChecks().allowedPrefixes()),
                config.claimChecks().timeout());
        ImageTopology topology = new ImageTopology(config.topics(), serdes, loader, network, metrics);
        start(Role.IMAGES, new RunningRole(topology.build(), properties.images(), registry), () -> true);
    }

    private void startIndex(Map<String, Integer> partitions) {
        HostInfo self = HostInfo.buildFromEndpoint(advertised());
        Properties indexProperties = properties.index(self.host() + ":" + self.port(), rocksMemory);
        setStandbyReplicas();
        RunningRole role =
                new RunningRole(new IndexTopology(config.topics(), serdes, metrics).build(), indexProperties, registry);
        indexState.start(new KafkaIndexState(
                role.streams(),
                sources(partitions),
                self,
                peers,
                network.version(),
                scatterLimits(),
                config.queries().standbys()));
        start(Role.INDEX, role, indexState::ready);
    }

    private void setStandbyReplicas() {
        if (config.kafka().groupProtocol().equals("streams")) {
            StandbyReplicas replicas = new StandbyReplicas(new KafkaClients(config.kafka()));
            config.queries()
                    .standbyReplicas()
                    .ifPresent(count -> replicas.set(StreamsProperties.applicationId(config, Role.INDEX), count));
        }
    }

    private ScatterLimits scatterLimits() {
        return new ScatterLimits(config.queries().timeout(), config.queries().standbyMaxLag(), SCATTERED_QUESTIONS);
    }

    private Map<String, SourceTopic> sources(Map<String, Integer> partitions) {
        String embedded = config.topics().imageEmbedded();
        String captioned = config.topics().imageCaptioned();
        return Map.of(
                IndexTopology.SIMILARITY_STORE, new SourceTopic(embedded, partitions.get(embedded)),
                IndexTopology.CAPTIONS_STORE, new SourceTopic(captioned, partitions.get(captioned)));
    }

    private void startSearch(Map<String, Integer> partitions) {
        int shards = partitions.get(config.topics().imageEmbedded());
        SearchLimits limits = SearchLimits.standard();
        SearchPace pace = SearchPace.measure(new BatchInversion(network), limits);
        LOG.info("Inverting {} queries takes up to {}", limits.batch(), pace.batch());
        SearchTopology topology = new SearchTopology(config.topics(), serdes, network, shards, limits, searchMetrics);
        Properties searchProperties = properties.search(limits, pace.pollInterval(shards));
        start(Role.SEARCH, new RunningRole(topology.build(), searchProperties, registry), () -> true);
    }

    private void start(Role role, RunningRole running, BooleanSupplier answers) {
        roles.add(running);
        health.add(role, running, answers);
        running.start();
    }

    private String advertised() {
        return config.http().advertised().orElseGet(() -> ownHost() + ":" + http.port());
    }

    private String ownHost() {
        if (!config.http().host().equals(ANY_ADDRESS)) {
            return config.http().host();
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }
}
