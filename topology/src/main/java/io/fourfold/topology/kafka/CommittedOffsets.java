package io.fourfold.topology.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.common.KafkaException;

/** How far groups have read. */
public final class CommittedOffsets {

    private final KafkaClients clients;

    public CommittedOffsets(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * The furthest committed offset of each partition of a topic that any of the groups has read.
     *
     * @param groups which groups count, by id
     * @throws KafkaException if the cluster does not answer in time
     */
    public Map<Integer, Long> furthest(String topic, Predicate<String> groups) {
        try (Admin admin = clients.admin()) {
            Map<String, ListConsumerGroupOffsetsSpec> specs = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(groups)
                    .collect(Collectors.toMap(Function.identity(), id -> new ListConsumerGroupOffsetsSpec()));
            Map<Integer, Long> furthest = new HashMap<>();
            if (specs.isEmpty()) {
                return furthest;
            }
            admin.listConsumerGroupOffsets(specs)
                    .all()
                    .get()
                    .values()
                    .forEach(offsets -> offsets.forEach((partition, offset) -> {
                        if (offset != null && partition.topic().equals(topic)) {
                            furthest.merge(partition.partition(), offset.offset(), Math::max);
                        }
                    }));
            return furthest;
        } catch (ExecutionException e) {
            throw new KafkaException("The offsets of " + topic + " cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while reading the offsets of " + topic, e);
        }
    }
}
