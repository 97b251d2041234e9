package io.fourfold.topology.index;

import io.fourfold.model.Network;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.config.StreamsProperties;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.StreamsApplication;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.similarity.Axes;
import io.fourfold.topology.store.RocksMemory;
import io.fourfold.topology.store.SharedRocksConfig;
import io.fourfold.topology.store.StoreAge;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/** The application that keeps the index of one network. */
public final class IndexApplication {

    /** Searches wait for the index's answers; Kafka Streams' default is 100. */
    private static final int LINGER_MS = 2;

    private IndexApplication() {}

    /**
     * The application's id, one for each network.
     *
     * @param prefix what all application ids start with
     */
    public static String id(String prefix, String modelVersion) {
        return prefix + "-" + Role.INDEX.label() + "-" + modelVersion;
    }

    /** The topics that its stores are restored from: the similarity store's changelog, and the captions. */
    public static List<String> restoredFrom(String id, Topics topics) {
        return List.of(id + "-" + IndexTopology.SIMILARITY_STORE + "-changelog", topics.imageCaptioned());
    }

    /**
     * The application of a network.
     *
     * @param self where this instance's HTTP API is reached
     * @param age at which a store begins anew
     */
    public static StreamsApplication of(
            Network network,
            FourfoldConfig config,
            AvroSerdes serdes,
            FourfoldMetrics metrics,
            HostInfo self,
            RocksMemory memory,
            StoreAge age) {
        String id = id(config.kafka().applicationIdPrefix(), network.version());
        Axes axes = new Axes(Network.EMBEDDING_SIZE, network.principalAxes(Axes.MOST));
        IndexTopology topology =
                new IndexTopology(config.topics().ofModel(network.version()), serdes, metrics, axes, age);
        return new StreamsApplication(id, topology.build(), properties(id, config, metrics, self, memory));
    }

    /**
     * At least once is enough, since writing an image twice changes nothing. Reads only what the images application has
     * committed.
     */
    static Properties properties(
            String id, FourfoldConfig config, FourfoldMetrics metrics, HostInfo self, RocksMemory memory) {
        StreamsProperties properties = new StreamsProperties(
                        config, metrics, id, config.kafka().threads().index())
                .with(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port())
                .with(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0)
                .with(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.REUSE_KTABLE_SOURCE_TOPICS)
                .with(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksConfig.class)
                .with(RocksMemory.CONFIG_KEY, memory)
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
