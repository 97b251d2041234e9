package io.fourfold.topology.kafka;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** How much there is that groups have not worked through, whatever instances they run on. */
public final class GroupLags {

    private final Admin admin;
    private final int partitions;

    /** @param partitions of every topic */
    public GroupLags(Admin admin, int partitions) {
        this.admin = admin;
        this.partitions = partitions;
    }

    /**
     * Who reads what.
     *
     * @param role what people call it
     * @param groups its groups, by id; of several the one counts that is furthest
     */
    public record Reader(String role, Predicate<String> groups, String topic) {}

    /**
     * How far a role is behind.
     *
     * @param records committed ones that it has not worked through; markers of transactions count
     */
    public record Lag(String role, String topic, long records) {}

    /**
     * The lag of each reader.
     *
     * @throws KafkaException if the cluster does not answer in time
     */
    public List<Lag> of(List<Reader> readers) {
        Map<String, Map<TopicPartition, Long>> committed = committed(readers);
        Set<TopicPartition> places = readers.stream()
                .flatMap(reader -> places(reader.topic()).stream())
                .collect(Collectors.toSet());
        Map<TopicPartition, Long> beginnings = offsets(places, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(places, OffsetSpec.latest());
        return readers.stream()
                .map(reader -> new Lag(
                        reader.role(),
                        reader.topic(),
                        places(reader.topic()).stream()
                                .mapToLong(place -> Math.max(
                                        0,
                                        ends.get(place)
                                                - Math.max(beginnings.get(place), furthest(reader, place, committed))))
                                .sum()))
                .toList();
    }

    /** The first offset of each partition of a topic. */
    public Map<Integer, Long> beginnings(String topic) {
        return offsets(new HashSet<>(places(topic)), OffsetSpec.earliest()).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().partition(), Map.Entry::getValue));
    }

    private static long furthest(
            Reader reader, TopicPartition place, Map<String, Map<TopicPartition, Long>> committed) {
        return committed.entrySet().stream()
                .filter(group -> reader.groups().test(group.getKey()))
                .mapToLong(group -> group.getValue().getOrDefault(place, 0L))
                .max()
                .orElse(0);
    }

    private Map<String, Map<TopicPartition, Long>> committed(List<Reader> readers) {
        Map<String, ListConsumerGroupOffsetsSpec> specs = BrokerAnswer.of(
                        admin.listGroups().all())
                .stream()
                .map(GroupListing::groupId)
                .filter(id ->
                        readers.stream().anyMatch(reader -> reader.groups().test(id)))
                .collect(Collectors.toMap(Function.identity(), id -> new ListConsumerGroupOffsetsSpec()));
        Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
        if (specs.isEmpty()) {
            return committed;
        }
        BrokerAnswer.of(admin.listConsumerGroupOffsets(specs).all()).forEach((group, known) -> {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            known.forEach((place, offset) ->
                    Optional.ofNullable(offset).ifPresent(found -> offsets.put(place, found.offset())));
            committed.put(group, offsets);
        });
        return committed;
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> places, OffsetSpec spec) {
        Map<TopicPartition, ListOffsetsResultInfo> answer = BrokerAnswer.of(admin.listOffsets(
                        places.stream().collect(Collectors.toMap(Function.identity(), place -> spec)),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all());
        return answer.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private List<TopicPartition> places(String topic) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }
}
