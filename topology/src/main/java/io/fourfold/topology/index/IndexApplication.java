package io.fourfold.topology.index;

import io.fourfold.model.Network;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.config.StreamsProperties;
import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.CatchUp;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.KafkaClients;
import io.fourfold.topology.kafka.StreamsApplication;
import io.fourfold.topology.similarity.Axes;
import io.fourfold.topology.store.RocksMemory;
import io.fourfold.topology.store.SharedRocksConfig;
import io.fourfold.topology.store.StoreAge;
import io.fourfold.topology.tracing.Tracing;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/** The application that keeps the index of one network. */
public final class IndexApplication {

    /** Searches wait for the index's answers; Kafka Streams' default is 100. */
    private static final int LINGER_MS = 2;

    private static final Duration CATCH_UP_PAUSE = Duration.ofMillis(50);

    /** One more with each change that a group refuses (see {@link ApplicationId}). */
    private static final int TOPOLOGY_VERSION = 3;

    private IndexApplication() {}

    /**
     * The application's id, one for each network.
     *
     * @param prefix what all application ids start with
     */
    public static String id(String prefix, String modelVersion) {
        return applicationId(prefix, modelVersion).id();
    }

    /** The same with the version of its topology. */
    public static ApplicationId applicationId(String prefix, String modelVersion) {
        return new ApplicationId(prefix + "-" + Role.INDEX.label() + "-" + modelVersion, TOPOLOGY_VERSION);
    }

    /**
     * The application of a network.
     *
     * @param self where this instance's HTTP API is reached
     * @param age at which a store begins anew
     * @param complete whether the index has what it answers from; until then it answers no search
     */
    public static StreamsApplication of(
            Network network,
            FourfoldConfig config,
            AvroSerdes serdes,
            FourfoldMetrics metrics,
            Tracing tracing,
            HostInfo self,
            RocksMemory memory,
            StoreAge age,
            BooleanSupplier complete) {
        ApplicationId id = applicationId(config.kafka().applicationIdPrefix(), network.version());
        Axes axes = new Axes(Network.EMBEDDING_SIZE, network.principalAxes(Axes.MOST));
        IndexTopology topology = new IndexTopology(
                config.topics().ofModel(network.version()), serdes, metrics, tracing, axes, age, complete);
        return new StreamsApplication(id, topology.build(), properties(id.id(), config, metrics, self, memory));
    }

    /**
     * At least once is enough, since writing an image twice changes nothing. Reads only what the images application has
     * committed.
     */
    static Properties properties(
            String id, FourfoldConfig config, FourfoldMetrics metrics, HostInfo self, RocksMemory memory) {
        KafkaClients clients = config.kafka().clients();
        StreamsProperties properties = new StreamsProperties(
                        config,
                        metrics,
                        Role.INDEX,
                        id,
                        config.kafka().threads().index())
                .with(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port())
                .with(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0)
                .with(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.REUSE_KTABLE_SOURCE_TOPICS)
                .with(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksConfig.class)
                .with(RocksMemory.CONFIG_KEY, memory)
                .with(CatchUp.CONFIG_KEY, new CatchUp(id, () -> clients.consumer(id), CATCH_UP_PAUSE))
                .withConsumer(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .withProducer(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        if (config.kafka().classicProtocol()) {
            // The streams protocol takes this from the broker's configuration of the group.
            config.queries()
                    .standbyReplicas()
                    .ifPresent(count -> properties.with(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, count));
        }
        return properties.atLeastOnce();
    }
}
