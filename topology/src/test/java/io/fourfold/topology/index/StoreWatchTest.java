package io.fourfold.topology.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.kafka.CatchUp;
import io.fourfold.topology.similarity.Axes;
import io.fourfold.topology.store.ActiveStores;
import io.fourfold.topology.store.SimilarityStoreSupplier;
import io.fourfold.topology.store.StoreAge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreWatchTest {

    private static final String STORE = "similarity";
    private static final TopicPartition SOURCE = new TopicPartition("embedded", 1);

    /** Of the last record; the marker of its transaction comes behind it. */
    private static final long LAST = 8;

    private final ActiveStores active = new ActiveStores(() -> true);

    @TempDir
    Path directory;

    @Test
    void shouldSayThatItsStoreIsActiveFromTheLastRecordOnUntilItIsClosed() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        properties.put(ActiveStores.CONFIG_KEY, active);
        properties.put(CatchUp.CONFIG_KEY, new CatchUp("test", StoreWatchTest::consumer, Duration.ofMillis(5)));
        MockProcessorContext<Void, Void> context =
                new MockProcessorContext<>(properties, new TaskId(0, SOURCE.partition()), directory.toFile());
        StateStore store = new SimilarityStoreSupplier(STORE, new Axes(2, List.of()))
                .builder(StoreAge.UNLIMITED)
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        List<Duration> delays = new ArrayList<>();
        StoreWatch watch = new StoreWatch(STORE, SOURCE.topic(), delays::add);

        watch.init(context);
        context.setRecordMetadata(SOURCE.topic(), SOURCE.partition(), LAST - 1);
        context.setCurrentSystemTimeMs(7_000);
        watch.process(new Record<>("photo-1", "any", 2_000));
        Awaitility.await()
                .during(Duration.ofMillis(500))
                .until(() -> activePartitions().isEmpty());

        context.setRecordMetadata(SOURCE.topic(), SOURCE.partition(), LAST);
        watch.process(new Record<>("photo-2", "any", 0));
        Awaitility.await().until(() -> activePartitions().equals(Set.of(SOURCE.partition())));

        watch.close();
        assertThat(activePartitions()).isEmpty();
        assertThat(delays).startsWith(Duration.ofSeconds(5));
        store.close();
    }

    private Set<Integer> activePartitions() {
        return active.of(STORE).keySet();
    }

    private static MockConsumer<String, byte[]> consumer() {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name()) {
            @Override
            public synchronized void seek(TopicPartition partition, long offset) {
                super.seek(partition, offset);
                for (long next = offset; next <= LAST; next++) {
                    addRecord(new ConsumerRecord<>(SOURCE.topic(), SOURCE.partition(), next, "photo", new byte[1]));
                }
            }

            @Override
            public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
                return Map.of(SOURCE, new OffsetAndMetadata(LAST - 2));
            }
        };
        consumer.updateEndOffsets(Map.of(SOURCE, LAST + 1));
        return consumer;
    }
}
