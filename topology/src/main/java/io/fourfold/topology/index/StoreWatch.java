package io.fourfold.topology.index;

import java.time.Duration;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Touches a store each second. What a question has found to be corrupted then throws {@link TaskCorruptedException} where
 * Kafka Streams handles it, also if no record comes.
 */
final class StoreWatch implements Processor<Object, Object, Void, Void> {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final String storeName;

    StoreWatch(String storeName) {
        this.storeName = storeName;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        KeyValueStore<?, ?> store = context.getStateStore(storeName);
        context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> store.approximateNumEntries());
    }

    @Override
    public void process(Record<Object, Object> record) {
        // Others do.
    }
}
