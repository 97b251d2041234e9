package io.fourfold.topology.deadletter;

import io.fourfold.topology.deadletter.DeadLetter.Origin;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/** Knows of dead letters whether a newer record of the same key stands behind the original; reads all behind the oldest. */
final class NewerRecords implements AutoCloseable {

    private record Key(TopicPartition partition, Bytes key) {}

    private final Consumer<byte[], byte[]> consumer;

    /** The newest offset of each key that matters. */
    private final Map<Key, Long> newest = new HashMap<>();

    private final Map<TopicPartition, Long> from = new HashMap<>();

    /**
     * Takes over the consumer and closes it.
     *
     * @param consumer of committed records
     */
    NewerRecords(Consumer<byte[], byte[]> consumer, Collection<DeadLetter> letters) {
        this.consumer = consumer;
        Map<String, Integer> partitions = new HashMap<>();
        consumer.listTopics().forEach((topic, infos) -> partitions.put(topic, infos.size()));
        for (DeadLetter letter : letters) {
            letter.origin()
                    .filter(origin -> origin.partition() < partitions.getOrDefault(origin.topic(), 0))
                    .ifPresent(origin -> from.merge(partition(origin), origin.offset() + 1, Math::min));
            key(letter)
                    .ifPresent(key ->
                            newest.merge(key, letter.origin().orElseThrow().offset(), Math::max));
        }
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
    }

    /** Takes in what has been committed since. */
    void readOn() {
        CommittedRecords.read(consumer, from.keySet(), this::take);
    }

    /** Whether the partition that the record stood in is still there. */
    boolean has(Origin origin) {
        return from.containsKey(partition(origin));
    }

    boolean newerThan(DeadLetter letter) {
        return key(letter)
                .map(key -> newest.get(key) > letter.origin().orElseThrow().offset())
                .orElse(false);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void take(ConsumerRecord<byte[], byte[]> entry) {
        Key key = new Key(new TopicPartition(entry.topic(), entry.partition()), Bytes.wrap(entry.key()));
        newest.computeIfPresent(key, (same, offset) -> Math.max(offset, entry.offset()));
    }

    private static Optional<Key> key(DeadLetter letter) {
        return letter.origin()
                .filter(origin -> letter.rawKey() != null)
                .map(origin -> new Key(partition(origin), letter.rawKey()));
    }

    private static TopicPartition partition(Origin origin) {
        return new TopicPartition(origin.topic(), origin.partition());
    }
}
