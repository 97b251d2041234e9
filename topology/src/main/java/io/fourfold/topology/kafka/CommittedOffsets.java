package io.fourfold.topology.kafka;

import java.util.HashMap;
import java.util.Map;
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
            Map<String, ListConsumerGroupOffsetsSpec> specs = BrokerAnswer.of(
                            admin.listGroups().all())
                    .stream()
                    .map(GroupListing::groupId)
                    .filter(groups)
                    .collect(Collectors.toMap(Function.identity(), id -> new ListConsumerGroupOffsetsSpec()));
            Map<Integer, Long> furthest = new HashMap<>();
            if (specs.isEmpty()) {
                return furthest;
            }
            BrokerAnswer.of(admin.listConsumerGroupOffsets(specs).all())
                    .values()
                    .forEach(offsets -> offsets.forEach((partition, offset) -> {
                        if (offset != null && partition.topic().equals(topic)) {
                            furthest.merge(partition.partition(), offset.offset(), Math::max);
                        }
                    }));
            return furthest;
        }
    }
}
