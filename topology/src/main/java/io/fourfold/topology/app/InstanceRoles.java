package io.fourfold.topology.app;

import io.fourfold.model.Network;
import io.fourfold.schemas.WordEmbedded;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.images.ImagesApplication;
import io.fourfold.topology.index.IndexApplication;
import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.GroupMembers;
import io.fourfold.topology.kafka.KafkaClients;
import io.fourfold.topology.kafka.StreamsApplication;
import io.fourfold.topology.kafka.TopicDurability;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.models.ModelTopics;
import io.fourfold.topology.models.Models;
import io.fourfold.topology.models.Networks;
import io.fourfold.topology.publish.PublishApplication;
import io.fourfold.topology.query.TextQueries;
import io.fourfold.topology.search.SearchApplication;
import io.fourfold.topology.search.SearchLimits;
import io.fourfold.topology.shard.KafkaIndexState;
import io.fourfold.topology.shard.Peers;
import io.fourfold.topology.shard.ScatterLimits;
import io.fourfold.topology.shard.SourceTopic;
import io.fourfold.topology.store.RocksMemory;
import io.fourfold.topology.store.StoreAge;
import io.fourfold.topology.text.BatchInversion;
import io.fourfold.topology.text.InversionQueue;
import io.fourfold.topology.text.SearchMethod;
import io.fourfold.topology.text.SearchMetrics;
import io.fourfold.topology.words.WordPublication;
import io.fourfold.topology.words.WordPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the roles of this instance, for one network at a time. */
final class InstanceRoles implements ModelStarter {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceRoles.class);

    /** Far fewer than the HTTP server's 250 threads, so that instances that wait for each other still answer each other. */
    private static final int SCATTERED_QUERIES = 64;

    private static final int WAITING_SEARCHES = 64;
    private static final int REMEMBERED_SEARCHES = 1_000;
    private static final Duration INVERSION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final FourfoldConfig config;
    private final AvroSerdes serdes;
    private final KafkaClients clients;
    private final GroupConfiguration groups;
    private final Networks networks;
    private final RocksMemory rocksMemory;
    private final Peers peers;
    private final Supplier<HostInfo> self;
    private final FourfoldMetrics metrics;
    private final SearchMetrics searchMetrics;
    private final int partitions;

    /**
     * @param partitions of the embeddings' topic, and so of every network's index
     * @param self address of this instance, asked once the HTTP API listens
     */
    InstanceRoles(
            FourfoldConfig config,
            AvroSerdes serdes,
            Networks networks,
            RocksMemory rocksMemory,
            Peers peers,
            Supplier<HostInfo> self,
            FourfoldMetrics metrics,
            int partitions) {
        this.config = config;
        this.serdes = serdes;
        this.clients = config.kafka().clients();
        this.groups = new GroupConfiguration(clients, config);
        this.networks = networks;
        this.rocksMemory = rocksMemory;
        this.peers = peers;
        this.self = self;
        this.metrics = metrics;
        this.searchMetrics = new SearchMetrics(metrics.registry());
        this.partitions = partitions;
    }

    @Override
    public RunningModel start(Models.Model model) {
        Network network = networks.open(model);
        new ModelTopics(clients, config.topics()).create(model.version());
        Map<Role, RunningRole> roles = new EnumMap<>(Role.class);
        if (config.roles().contains(Role.IMAGES)) {
            roles.put(Role.IMAGES, role(ImagesApplication.of(network, config, serdes, metrics)));
        }
        Optional<RunningIndex> index = Optional.empty();
        if (config.roles().contains(Role.INDEX)) {
            RunningRole role = index(network);
            roles.put(Role.INDEX, role);
            index = Optional.of(runningIndex(role, network));
        }
        roles.values().forEach(RunningRole::start);
        LOG.info("Network {} runs as {}", model.version(), roles.keySet());
        return new RunningModel(network, roles, index);
    }

    @Override
    public InServiceRoles startInService(Models models, Network network) {
        Optional<RunningRole> search =
                config.roles().contains(Role.SEARCH) ? Optional.of(search(network)) : Optional.empty();
        search.ifPresent(RunningRole::start);
        if (!config.roles().contains(Role.IMAGES)) {
            return new InServiceRoles(Optional.empty(), Optional.empty(), search);
        }
        Publication results = new Publication(() -> nobodyPublishesBefore(models.epoch()), () -> publish(models));
        results.start();
        WordPublication words = words(network);
        words.start();
        return new InServiceRoles(Optional.of(results), Optional.of(words), search);
    }

    @Override
    public void remove(RunningModel model) {
        model.close();
        model.roles().values().forEach(RunningRole::cleanUp);
        networks.close(model.network());
    }

    private RunningRole role(StreamsApplication application) {
        groups.configure(application.id());
        return running(application);
    }

    private RunningRole index(Network network) {
        StreamsApplication application = IndexApplication.of(
                network, config, serdes, metrics, self.get(), rocksMemory, storeAge(network.version()));
        groups.configureIndex(application.id());
        return running(application);
    }

    /** Its own topics are as durable as those that users read. */
    private RunningRole running(StreamsApplication application) {
        try (Admin admin = clients.admin()) {
            TopicDurability durability =
                    TopicDurability.read(admin, config.topics().imageEmbedded());
            return new RunningRole(application.withInternalTopics(durability), metrics.registry());
        }
    }

    private StoreAge storeAge(String modelVersion) {
        List<String> topics = IndexApplication.restoredFrom(
                IndexApplication.id(config.kafka().applicationIdPrefix(), modelVersion),
                config.topics().ofModel(modelVersion));
        try (Admin admin = clients.admin()) {
            return TopicDurability.shortestDeleteRetention(admin, topics)
                    .map(retention -> StoreAge.ofTombstones(retention, Clock.systemUTC()))
                    .orElse(StoreAge.UNLIMITED);
        }
    }

    private RunningIndex runningIndex(RunningRole role, Network network) {
        KafkaIndexState state = new KafkaIndexState(
                role.streams(),
                sources(config.topics().ofModel(network.version())),
                self.get(),
                peers,
                network.version(),
                scatterLimits(),
                config.queries().standbys());
        InversionQueue inversions = new InversionQueue(
                new BatchInversion(network),
                searchMetrics,
                WAITING_SEARCHES,
                SearchLimits.standard().batch(),
                REMEMBERED_SEARCHES);
        TextQueries texts = new TextQueries(
                network,
                inversions,
                state,
                metrics,
                new TextQueries.Limits(
                        config.queries().plainSearch()
                                ? EnumSet.allOf(SearchMethod.class)
                                : EnumSet.of(SearchMethod.INVERSION),
                        INVERSION_TIMEOUT,
                        Runtime.getRuntime().availableProcessors()),
                System::nanoTime);
        return new RunningIndex(state, texts, inversions);
    }

    private ScatterLimits scatterLimits() {
        return new ScatterLimits(config.queries().timeout(), config.queries().standbyMaxLag(), SCATTERED_QUERIES);
    }

    private RunningRole search(Network network) {
        return role(SearchApplication.of(network, config, serdes, metrics, searchMetrics, partitions));
    }

    private RunningRole publish(Models models) {
        RunningRole role = role(PublishApplication.of(models.inService().version(), models.epoch(), config, metrics));
        role.start();
        return role;
    }

    private boolean nobodyPublishesBefore(long epoch) {
        GroupMembers members = new GroupMembers(clients, config.kafka().groupProtocol());
        return LongStream.range(1, epoch)
                .allMatch(before ->
                        members.count(PublishApplication.id(config.kafka().applicationIdPrefix(), before)) == 0);
    }

    private WordPublication words(Network network) {
        WordPublisher publisher = new WordPublisher(
                config.topics().wordEmbedded(),
                clients::consumer,
                () -> clients.producer(
                        WordPublisher.transactionalId(config.kafka().applicationIdPrefix())),
                serdes.<WordEmbedded>forValues().serializer());
        return new WordPublication(publisher, network, RETRY_PAUSE, new Random());
    }

    private Map<String, SourceTopic> sources(Topics topics) {
        return Map.of(
                IndexTopology.SIMILARITY_STORE, new SourceTopic(topics.imageEmbedded(), partitions),
                IndexTopology.CAPTIONS_STORE, new SourceTopic(topics.imageCaptioned(), partitions));
    }
}
