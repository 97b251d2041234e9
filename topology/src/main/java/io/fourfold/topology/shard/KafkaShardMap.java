package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The metadata of a running Kafka Streams application. Keys are mapped to partitions here and not by
 * {@link KafkaStreams#queryMetadataForKey}, which counts only the partitions that are assigned at the moment and so
 * gives a wrong one during a rebalance.
 */
final class KafkaShardMap implements ShardMap {

    private final KafkaStreams streams;
    private final Map<String, SourceTopic> sources;

    /**
     * @param sources by name of the store
     */
    KafkaShardMap(KafkaStreams streams, Map<String, SourceTopic> sources) {
        this.streams = streams;
        this.sources = Map.copyOf(sources);
    }

    @Override
    public int partitions(String store) {
        return sources.get(store).partitions();
    }

    /** As Kafka's default partitioner does, by which the images application writes. */
    @Override
    public int partition(String store, String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions(store);
    }

    @Override
    public Map<Integer, ShardOwners> owners(String store) {
        String topic = sources.get(store).name();
        Map<Integer, ShardOwners> owners = new HashMap<>();
        for (StreamsMetadata instance : instances(store)) {
            ownedBy(instance.topicPartitions(), topic)
                    .forEach(partition -> owners(owners, partition).actives().add(instance.hostInfo()));
            ownedBy(instance.standbyTopicPartitions(), topic)
                    .forEach(partition -> owners(owners, partition).standbys().add(instance.hostInfo()));
        }
        return owners;
    }

    @Override
    public Set<HostInfo> instances() {
        try {
            return streams.metadataForAllStreamsClients().stream()
                    .map(StreamsMetadata::hostInfo)
                    .collect(Collectors.toSet());
        } catch (IllegalStateException e) {
            throw notRunning(e);
        }
    }

    private Collection<StreamsMetadata> instances(String store) {
        try {
            return streams.streamsMetadataForStore(store);
        } catch (IllegalStateException | InvalidStateStoreException e) {
            throw notRunning(e);
        }
    }

    private static NotReadyException notRunning(RuntimeException e) {
        return new NotReadyException("The index is not running: " + e.getMessage());
    }

    private static ShardOwners owners(Map<Integer, ShardOwners> owners, int partition) {
        return owners.computeIfAbsent(partition, any -> new ShardOwners(new HashSet<>(), new HashSet<>()));
    }

    private static Set<Integer> ownedBy(Set<TopicPartition> partitions, String topic) {
        Set<Integer> owned = new HashSet<>();
        for (TopicPartition partition : partitions) {
            if (partition.topic().equals(topic)) {
                owned.add(partition.partition());
            }
        }
        return owned;
    }
}
