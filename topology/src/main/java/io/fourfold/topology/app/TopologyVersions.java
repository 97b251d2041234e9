package io.fourfold.topology.app;

import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.kafka.BrokerAnswer;
import io.fourfold.topology.kafka.GroupMembers;
import io.fourfold.topology.kafka.KafkaClients;
import io.fourfold.topology.kafka.StreamsApplication;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other versions of an application's topology, with groups of their own (see {@link ApplicationId}). During a rolling
 * upgrade both run; most applications must not, since everything would be done twice.
 */
final class TopologyVersions {

    private static final Logger LOG = LoggerFactory.getLogger(TopologyVersions.class);

    private final KafkaClients clients;

    TopologyVersions(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Lets an application go on where another version of it ended, once no instance runs one: from its offsets, and with
     * its stores' changelogs. Both are written in one transaction, which only the last instance to begin can commit. Offsets
     * of transactions that are still open are waited for, and whoever wrote them is no member any more and cannot commit
     * others.
     *
     * @return false if another version runs
     * @throws KafkaException if the cluster does not answer in time, or another instance has begun to do the same
     */
    @SuppressWarnings("removal") // Nothing else names a group without being its member.
    boolean takeOver(StreamsApplication application) {
        ApplicationId id = application.id();
        GroupMembers groups = new GroupMembers(clients);
        if (groups.known(id::isOtherVersion).isEmpty()) {
            return true;
        }
        Set<String> running = groups.running(id::isOtherVersion);
        if (!running.isEmpty()) {
            LOG.debug("{} waits: {} runs on other instances", id, running);
            return false;
        }
        if (furthest(id, committed(id)).equals(id.id())) {
            return true;
        }
        try (Producer<byte[], byte[]> producer = clients.bytesProducer(id.plain() + "-takeover")) {
            // Before reading: whoever was at it has committed or never will.
            producer.initTransactions();
            String from = furthest(id, committed(id));
            if (!from.equals(id.id())) {
                LOG.info("{} goes on where {} ended", id, from);
                Changelogs changelogs = new Changelogs(clients, from, id.id());
                producer.beginTransaction();
                changelogs.copy(application.changelogs().keySet(), producer);
                producer.sendOffsetsToTransaction(committed(id).get(from), new ConsumerGroupMetadata(id.id()));
                producer.commitTransaction();
            }
        }
        return true;
    }

    /** Whether a version of an application has read as much of some topics as every other version. */
    boolean level(ApplicationId id, Collection<String> topics) {
        return level(id, topics, committed(id));
    }

    static boolean level(
            ApplicationId id,
            Collection<String> topics,
            Map<String, Map<TopicPartition, OffsetAndMetadata>> committed) {
        Map<TopicPartition, OffsetAndMetadata> own = committed.getOrDefault(id.id(), Map.of());
        return committed.values().stream()
                .flatMap(offsets -> offsets.entrySet().stream())
                .filter(entry -> topics.contains(entry.getKey().topic()))
                .allMatch(entry -> own.containsKey(entry.getKey())
                        && own.get(entry.getKey()).offset() >= entry.getValue().offset());
    }

    /** The version that has read most of what all of them read; this one if none has read more. */
    static String furthest(ApplicationId id, Map<String, Map<TopicPartition, OffsetAndMetadata>> committed) {
        Set<TopicPartition> shared = new HashSet<>();
        committed.values().forEach(offsets -> shared.addAll(offsets.keySet()));
        committed.values().forEach(offsets -> shared.retainAll(offsets.keySet()));
        String furthest = id.id();
        long most = committed.containsKey(furthest) ? sum(committed.get(furthest), shared) : -1;
        for (Map.Entry<String, Map<TopicPartition, OffsetAndMetadata>> entry : committed.entrySet()) {
            long sum = sum(entry.getValue(), shared);
            if (sum > most) {
                furthest = entry.getKey();
                most = sum;
            }
        }
        return furthest;
    }

    private static long sum(Map<TopicPartition, OffsetAndMetadata> offsets, Set<TopicPartition> partitions) {
        return partitions.stream()
                .mapToLong(partition -> offsets.get(partition).offset())
                .sum();
    }

    /** Committed offsets of each version that has any. */
    private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(ApplicationId id) {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new HashMap<>();
        try (Admin admin = clients.admin()) {
            for (String group : new GroupMembers(clients).known(id::isAnyVersion)) {
                Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(BrokerAnswer.of(
                        admin.listConsumerGroupOffsets(group, new ListConsumerGroupOffsetsOptions().requireStable(true))
                                .partitionsToOffsetAndMetadata()));
                offsets.values().removeIf(offset -> offset == null);
                if (!offsets.isEmpty()) {
                    committed.put(group, offsets);
                }
            }
            return committed;
        }
    }
}
