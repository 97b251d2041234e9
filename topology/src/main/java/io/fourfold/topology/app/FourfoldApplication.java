package io.fourfold.topology.app;

import io.fourfold.model.Network;
import io.fourfold.schemas.AccessKey;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.WordEmbedded;
import io.fourfold.topology.access.CredentialDoorkeeper;
import io.fourfold.topology.access.Doorkeeper;
import io.fourfold.topology.access.KeyRing;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.ListenAddress;
import io.fourfold.topology.deadletter.DeadLetters;
import io.fourfold.topology.deadletter.LetterPhotos;
import io.fourfold.topology.deadletter.LetterUploads;
import io.fourfold.topology.feed.Feed;
import io.fourfold.topology.feed.FeedSources;
import io.fourfold.topology.http.FeedJson;
import io.fourfold.topology.http.Health;
import io.fourfold.topology.http.HttpApi;
import io.fourfold.topology.http.Pictures;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.KafkaClients;
import io.fourfold.topology.kafka.StreamsApplication;
import io.fourfold.topology.kafka.TopicFollower;
import io.fourfold.topology.map.Maps;
import io.fourfold.topology.models.ModelRegister;
import io.fourfold.topology.models.ModelWatch;
import io.fourfold.topology.models.Models;
import io.fourfold.topology.models.Networks;
import io.fourfold.topology.models.UnavailableNetworkException;
import io.fourfold.topology.peer.HttpPeers;
import io.fourfold.topology.photo.AllowedNetworks;
import io.fourfold.topology.photo.AllowedPrefixes;
import io.fourfold.topology.photo.PhotoLoader;
import io.fourfold.topology.query.ImageQueries;
import io.fourfold.topology.query.PhotoQueries;
import io.fourfold.topology.query.StoredPhotos;
import io.fourfold.topology.store.RocksMemory;
import io.fourfold.topology.tls.Certificates;
import io.fourfold.topology.tls.ReloadedTls;
import io.fourfold.topology.tracing.Tracing;
import io.fourfold.topology.upload.UploadEvents;
import io.fourfold.topology.words.WordStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The roles of one process and its HTTP API, from start to clean stop. */
public final class FourfoldApplication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FourfoldApplication.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration PHOTO_QUEUE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration UPLOAD_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    /** Some thousands. */
    private static final long RECENT_EVENTS_BYTES = 8 << 20;

    private final FourfoldConfig config;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FourfoldMetrics metrics = new FourfoldMetrics(registry);
    private final Tracing tracing;
    private final JvmMetrics jvmMetrics = new JvmMetrics(registry);
    private final RoleHealth health;
    private final Maps maps;
    private final UploadEvents uploads;
    private final Feed feed;
    private final Measurements measurements;
    private final HttpApi http;
    private final Certificates certificates;
    private final HttpPeers peers;
    private final RocksMemory rocksMemory;
    private final PhotoLoader photoLoader;
    private final DeployedModels models;
    private final SchemaRegistration schemas;
    private final TopicFollower modelFollower;
    private final TopicFollower wordFollower;
    private final KeyRing keys;
    private final TopicFollower keyFollower;
    private boolean closed;

    /**
     * @param partitions of each topic
     */
    private FourfoldApplication(
            FourfoldConfig config, Network network, int partitions, UnaryOperator<StreamsApplication> release) {
        this.config = config;
        this.tracing = Tracing.to(config.tracing().endpoint(), config.tracing().percent());
        this.certificates = Certificates.of(config.http());
        this.peers = new HttpPeers(config.http().peerSecret(), certificates.peers(), registry);
        AvroSerdes serdes =
                new AvroSerdes(config.serde().className(), config.serde().properties(), config.topics());
        KafkaClients clients = config.kafka().clients();
        this.schemas = new SchemaRegistration(config, RETRY_PAUSE);
        Networks networks = new Networks(network, config.modelDirectory());
        this.photoLoader = new PhotoLoader(
                new AllowedPrefixes(config.claimChecks().allowedPrefixes()),
                new AllowedNetworks(config.claimChecks().networks()),
                config.claimChecks().timeout());
        this.rocksMemory = new RocksMemory(config.kafka().storeCacheBytes());
        InstanceRoles roles = new InstanceRoles(
                config,
                serdes,
                networks,
                rocksMemory,
                peers,
                this::self,
                metrics,
                tracing,
                photoLoader,
                partitions,
                release);
        this.models = new DeployedModels(roles, network.version());
        this.health = new RoleHealth(config.roles(), models);
        this.modelFollower = new TopicFollower(
                config.topics().modelDeployed(), clients::consumer, watch(clients, serdes, networks), RETRY_PAUSE);
        WordStore words = new WordStore(serdes.<WordEmbedded>forValues().deserializer(), metrics);
        this.wordFollower = new TopicFollower(config.topics().wordEmbedded(), clients::consumer, words, RETRY_PAUSE);
        this.keys = new KeyRing(serdes.<AccessKey>forValues().deserializer(), Clock.systemUTC());
        this.keyFollower = new TopicFollower(config.topics().accessKey(), clients::consumer, keys, RETRY_PAUSE);
        PhotoQueries photos = new PhotoQueries(
                () -> models.modelInService().network(),
                Runtime.getRuntime().availableProcessors(),
                PHOTO_QUEUE_TIMEOUT);
        this.uploads = new UploadEvents(
                config.topics().imageUploaded(),
                () -> clients.producer(UPLOAD_TIMEOUT),
                serdes.<ImageUploaded>forValues().serializer(),
                UPLOAD_TIMEOUT);
        this.maps = new Maps(words, models, () -> models.modelInService().network(), System::nanoTime);
        LetterUploads letterUploads = new LetterUploads(serdes.with("unknown.schema.wait.ms", "0")
                .<SpecificRecord>forValues()
                .deserializer());
        DeadLetters deadLetters = deadLetters(clients, letterUploads);
        this.feed = feed(clients, serdes, partitions, letterUploads);
        this.measurements = new Measurements(
                clients, config.topics(), config.kafka().applicationIdPrefix(), partitions, models, Clock.systemUTC());
        this.http = new HttpApi(
                config.http(),
                certificates,
                doorkeeper(),
                new ImageQueries(models, metrics),
                models,
                photos,
                new StoredPhotos(photoLoader, Runtime.getRuntime().availableProcessors()),
                () -> models.modelInService().requireIndex().texts(),
                words,
                maps,
                deadLetters,
                uploads,
                new Pictures(config.pictures().template()),
                new LetterPhotos(deadLetters, letterUploads),
                feed,
                health,
                new InstanceStatus(this::advertised, models, measurements),
                registry,
                tracing);
    }

    /**
     * Checks that the topics exist, then starts the HTTP API and, for each network that is deployed, every role. Returns
     * without waiting for readiness.
     *
     * @param network the first one of a new deployment; stays the caller's, who closes it after the application
     * @throws MissingTopicsException naming what is missing and the command that creates it
     * @throws MissingSchemasException if the serde may not register schemas and some are not registered
     * @throws UnequalTopicsException if topics differ in their number of partitions
     * @throws IllegalStateException if Kafka does not answer or does not allow the group protocol, or the HTTP address is
     *     taken
     */
    public static FourfoldApplication start(FourfoldConfig config, Network network) {
        return start(config, network, UnaryOperator.identity());
    }

    /**
     * As {@link #start(FourfoldConfig, Network)}, with applications as another release has them, to try an upgrade.
     *
     * @param release gives an application whose topology it changes another topology version
     */
    public static FourfoldApplication start(
            FourfoldConfig config, Network network, UnaryOperator<StreamsApplication> release) {
        int partitions = new TopicCheck(config).requireTopics();
        FourfoldApplication application = new FourfoldApplication(asBrokersAllow(config), network, partitions, release);
        try {
            application.start();
            return application;
        } catch (RuntimeException e) {
            application.close();
            throw e;
        }
    }

    private static FourfoldConfig asBrokersAllow(FourfoldConfig config) {
        Duration longestTransaction = TransactionLimit.read(config.kafka().clients());
        return GroupProtocol.chosen(config).withLongestTransaction(longestTransaction);
    }

    /** Whether queries are answered; every role of an instance that answers none. */
    public boolean ready() {
        return health.now().ready();
    }

    /**
     * Waits until every role is ready.
     *
     * @throws IllegalStateException if that took longer, or a role has failed for good; says which
     * @throws UnavailableNetworkException if the network in service cannot run here; says why
     */
    public void awaitReady(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!health.everyRoleReady()) {
            models.requireAvailable();
            Health.Status now = health.now();
            if (!now.live()) {
                throw new IllegalStateException(
                        "A role has failed, the log says why: " + now.states() + " " + now.reasons());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Not ready after " + timeout.toSeconds() + " s: " + now.states() + " " + now.reasons());
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
    }

    /** Where the HTTP API and the page are. */
    public URI httpAddress() {
        return address(config.http().users(), http.port(), certificates.users());
    }

    /** Where other instances ask. */
    public URI peerAddress() {
        return address(config.http().peers(), http.peerPort(), certificates.peers());
    }

    /** Where probes and metrics are. */
    public URI managementAddress() {
        return address(config.http().management(), http.managementPort(), Optional.empty());
    }

    /** Stops accepting photos, leaves the consumer groups and closes the stores; takes a bounded time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        feed.close();
        http.close();
        uploads.close();
        maps.close();
        peers.close();
        certificates.close();
        measurements.close();
        schemas.close();
        modelFollower.close();
        wordFollower.close();
        keyFollower.close();
        models.close();
        photoLoader.close();
        rocksMemory.close();
        jvmMetrics.close();
        tracing.close();
        registry.close();
    }

    private void start() {
        schemas.start();
        metrics.indexedPhotos(models::indexedPhotos);
        http.start();
        wordFollower.start();
        if (config.access().enabled()) {
            keyFollower.start();
        }
        modelFollower.start();
        Thread prefixes = new Thread(photoLoader::warnOfRefusedPrefixes, "claim-check-prefixes");
        prefixes.setDaemon(true);
        prefixes.start();
        LOG.info(
                "Started {} at {}, for other instances at {}, probes and metrics at {}",
                config.roles(),
                httpAddress(),
                advertised(),
                managementAddress());
    }

    /** The first instance of all deploys its network. */
    private ModelWatch watch(KafkaClients clients, AvroSerdes serdes, Networks networks) {
        ModelRegister register = new ModelRegister(
                config.topics().modelDeployed(),
                clients::consumer,
                () -> clients.producer(
                        ModelRegister.transactionalId(config.kafka().applicationIdPrefix())),
                serdes.forValues());
        return new ModelWatch(register, Models.first(networks.own()), models::deploy);
    }

    private Feed feed(KafkaClients clients, AvroSerdes serdes, int partitions, LetterUploads letterUploads) {
        FeedSources sources = new FeedSources(
                config.topics(),
                partitions,
                clients::bytesConsumer,
                () -> serdes.<ImageCaptioned>forValues().deserializer(),
                FeedJson::event,
                letterUploads);
        return new Feed(sources, RECENT_EVENTS_BYTES, metrics, Clock.systemUTC(), System::nanoTime);
    }

    private DeadLetters deadLetters(KafkaClients clients, LetterUploads letterUploads) {
        return new DeadLetters(
                config.topics().imageDeadLetter(),
                clients::bytesConsumer,
                () -> clients.bytesProducer(
                        DeadLetters.transactionalId(config.kafka().applicationIdPrefix())),
                letterUploads);
    }

    private static URI address(ListenAddress address, int port, Optional<ReloadedTls> tls) {
        String host = address.everywhere() ? "localhost" : address.host();
        return URI.create((tls.isPresent() ? "https" : "http") + "://" + host + ":" + port + "/");
    }

    private Doorkeeper doorkeeper() {
        return config.access().enabled()
                ? new CredentialDoorkeeper(
                        keys, config.access().oidc(), Clock.systemUTC(), System::nanoTime, new SecureRandom())
                : Doorkeeper.OPEN;
    }

    private HostInfo self() {
        return HostInfo.buildFromEndpoint(advertised());
    }

    private String advertised() {
        return config.http().advertised().orElseGet(() -> ownHost() + ":" + http.peerPort());
    }

    private String ownHost() {
        if (!config.http().peers().everywhere()) {
            return config.http().peers().host();
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }
}
