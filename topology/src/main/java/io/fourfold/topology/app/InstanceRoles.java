package io.fourfold.topology.app;

import io.fourfold.model.Network;
import io.fourfold.schemas.WordEmbedded;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.images.ImagesApplication;
import io.fourfold.topology.images.UploadPartitions;
import io.fourfold.topology.index.IndexApplication;
import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.CommittedOffsets;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.GroupMembers;
import io.fourfold.topology.kafka.KafkaClients;
import io.fourfold.topology.kafka.StreamsApplication;
import io.fourfold.topology.kafka.TombstoneReader;
import io.fourfold.topology.kafka.TopicDurability;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.models.ModelTopics;
import io.fourfold.topology.models.Models;
import io.fourfold.topology.models.Networks;
import io.fourfold.topology.photo.PhotoLoader;
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
import io.fourfold.topology.tracing.Tracing;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the roles of this instance, for one network at a time. */
final class InstanceRoles implements ModelStarter {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceRoles.class);

    /** What one instance asks of another at a time is far less than what that takes on at a time. */
    private static final int SCATTERED_QUERIES = 64;

    private static final int WAITING_SEARCHES = 64;
    private static final int REMEMBERED_SEARCHES = 1_000;
    private static final Duration INVERSION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LOOK_AHEAD_PAUSE = Duration.ofSeconds(1);
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
    private final Tracing tracing;
    private final SearchMetrics searchMetrics;
    private final PhotoLoader photos;
    private final int partitions;
    private final UnaryOperator<StreamsApplication> release;
    private final TopologyVersions versions;

    /**
     * @param photos loads photos
     * @param partitions of every topic
     * @param self address of this instance, asked once the HTTP API listens
     * @param release what another release makes of an application
     */
    InstanceRoles(
            FourfoldConfig config,
            AvroSerdes serdes,
            Networks networks,
            RocksMemory rocksMemory,
            Peers peers,
            Supplier<HostInfo> self,
            FourfoldMetrics metrics,
            Tracing tracing,
            PhotoLoader photos,
            int partitions,
            UnaryOperator<StreamsApplication> release) {
        this.release = release;
        this.tracing = tracing;
        this.config = config;
        this.serdes = serdes;
        this.clients = config.kafka().clients();
        this.versions = new TopologyVersions(clients);
        this.groups = new GroupConfiguration(clients, config);
        this.networks = networks;
        this.rocksMemory = rocksMemory;
        this.peers = peers;
        this.self = self;
        this.metrics = metrics;
        this.searchMetrics = new SearchMetrics(metrics.registry());
        this.photos = photos;
        this.partitions = partitions;
    }

    @Override
    public RunningModel start(Models.Model model) {
        Network network = networks.open(model);
        try {
            new ModelTopics(clients, config.topics()).create(model.version());
            return start(network);
        } catch (RuntimeException e) {
            networks.close(network);
            throw e;
        }
    }

    /** Starts the roles of a network, or none. */
    RunningModel start(Network network) {
        RunningModel model = model(network);
        model.roles().values().forEach(RunningRole::start);
        LOG.info("Network {} runs as {}", network.version(), model.roles().keySet());
        return model;
    }

    @Override
    public InServiceRoles startInService(Models models, Network network) {
        Optional<RunningRole> search =
                config.roles().contains(Role.SEARCH) ? Optional.of(started(search(network))) : Optional.empty();
        if (!config.roles().contains(Role.IMAGES)) {
            return new InServiceRoles(Optional.empty(), Optional.empty(), search);
        }
        Publication results =
                new Publication(() -> nobodyPublishesBefore(models.epoch()), () -> publish(models), System::nanoTime);
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

    /** What the applications of other networks have read, they have moved, if it was misplaced; asked when it is needed. */
    UploadPartitions uploadPartitions(String modelVersion) {
        String prefix = config.kafka().applicationIdPrefix();
        Map<String, Map<Integer, Long>> read = new ConcurrentHashMap<>();
        return new UploadPartitions(
                partitions,
                partition -> read.computeIfAbsent(
                                config.topics().imageUploaded(),
                                topic -> new CommittedOffsets(clients)
                                        .furthest(
                                                topic,
                                                group -> group.startsWith(ImagesApplication.applicationId(prefix, "")
                                                                .plain())
                                                        && !ImagesApplication.applicationId(prefix, modelVersion)
                                                                .isAnyVersion(group)))
                        .getOrDefault(partition, 0L),
                new TombstoneReader(config.topics().imageUploaded(), clients::consumer, LOOK_AHEAD_PAUSE));
    }

    /** What has been made is closed if the rest cannot be. */
    private RunningModel model(Network network) {
        Map<Role, RunningRole> roles = new EnumMap<>(Role.class);
        try {
            if (config.roles().contains(Role.IMAGES)) {
                roles.put(Role.IMAGES, images(network));
            }
            if (!config.roles().contains(Role.INDEX)) {
                return new RunningModel(network, roles, Optional.empty());
            }
            RunningRole index = index(network);
            roles.put(Role.INDEX, index);
            return new RunningModel(network, roles, Optional.of(runningIndex(index, network)));
        } catch (RuntimeException e) {
            roles.values().forEach(RunningRole::close);
            throw e;
        }
    }

    private static RunningRole started(RunningRole role) {
        role.start();
        return role;
    }

    private RunningRole images(Network network) {
        return role(ImagesApplication.of(
                network, config, serdes, metrics, tracing, rocksMemory, photos, uploadPartitions(network.version())));
    }

    /** Others of the same application but with another topology end before it begins. */
    private RunningRole role(StreamsApplication application) {
        StreamsApplication released = release.apply(application);
        groups.configure(released.id().id());
        return running(released, () -> versions.takeOver(released), () -> true);
    }

    /** Indexes of another topology run beside it, and answer until it is complete. */
    private RunningRole index(Network network) {
        AtomicReference<RunningRole> role = new AtomicReference<>();
        StreamsApplication application = release.apply(IndexApplication.of(
                network,
                config,
                serdes,
                metrics,
                tracing,
                self.get(),
                rocksMemory,
                storeAge(network.version()),
                () -> role.get().complete()));
        List<String> sources = config.topics().ofModel(network.version()).results();
        groups.configureIndex(application.id().id());
        role.set(running(application, () -> true, () -> versions.level(application.id(), sources)));
        return role.get();
    }

    private RunningRole running(StreamsApplication application, BooleanSupplier turn, BooleanSupplier completed) {
        GroupMembershipOperation atClose = config.kafka().leaveOnClose()
                ? GroupMembershipOperation.LEAVE_GROUP
                : GroupMembershipOperation.REMAIN_IN_GROUP;
        BooleanSupplier prepared = () -> {
            new ModelTopics(clients, config.topics()).createChangelogs(application);
            return turn.getAsBoolean();
        };
        return new RunningRole(application, metrics.registry(), atClose, prepared, completed);
    }

    private StoreAge storeAge(String modelVersion) {
        List<String> topics = config.topics().ofModel(modelVersion).results();
        try (Admin admin = clients.admin()) {
            return TopicDurability.shortestDeleteRetention(admin, topics)
                    .map(retention -> StoreAge.ofTombstones(retention, Clock.systemUTC()))
                    .orElse(StoreAge.UNLIMITED);
        }
    }

    private RunningIndex runningIndex(RunningRole role, Network network) {
        KafkaIndexState state = new KafkaIndexState(
                role.streams(),
                role.activeStores(),
                sources(config.topics().ofModel(network.version())),
                self.get(),
                peers,
                network.version(),
                scatterLimits(),
                role::complete,
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
        return started(role(PublishApplication.of(models.inService().version(), models.epoch(), config, metrics)));
    }

    private boolean nobodyPublishesBefore(long epoch) {
        String prefix = config.kafka().applicationIdPrefix();
        return new GroupMembers(clients)
                .running(group -> LongStream.range(1, epoch)
                        .anyMatch(before ->
                                PublishApplication.applicationId(prefix, before).isAnyVersion(group)))
                .isEmpty();
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
                IndexTopology.CAPTIONS_STORE, new SourceTopic(topics.imageCaptioned(), partitions),
                IndexTopology.THUMBNAILS_STORE, new SourceTopic(topics.imageThumbnailed(), partitions));
    }
}
