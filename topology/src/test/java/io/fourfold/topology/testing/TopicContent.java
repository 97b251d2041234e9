package io.fourfold.topology.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** What a topic of one partition holds, for consumers that read it from its beginning. */
public final class TopicContent {

    private static final Node[] NO_NODES = {};

    private final TopicPartition partition;
    private final List<ConsumerRecord<String, byte[]>> entries = new ArrayList<>();

    public TopicContent(String topic) {
        this.partition = new TopicPartition(topic, 0);
    }

    public void add(String key, byte[] value) {
        entries.add(new ConsumerRecord<>(partition.topic(), 0, entries.size(), key, value));
    }

    /** All records so far. */
    public List<ConsumerRecord<String, byte[]>> entries() {
        return List.copyOf(entries);
    }

    /** A new consumer, which gets everything with its first poll. */
    public Consumer<String, byte[]> consumer() {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions(
                partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, null, NO_NODES, NO_NODES)));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, (long) entries.size()));
        consumer.schedulePollTask(() -> entries.forEach(consumer::addRecord));
        return consumer;
    }
}
