package io.fourfold.topology.index;

import io.fourfold.topology.kafka.CatchUp;
import io.fourfold.topology.store.ActiveStores;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Tells who asks a store that its task runs and has caught up with what was there when it began: Kafka Streams opens
 * processors when a task has been restored, and closes them before it does anything else with it. And touches the store each second: what a question has found to be corrupted then
 * throws {@link TaskCorruptedException} where Kafka Streams handles it, also if no record comes.
 */
final class StoreWatch implements Processor<Object, Object, Void, Void> {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final String storeName;
    private final String source;
    private final Consumer<Duration> delays;
    private Optional<ActiveStores> active = Optional.empty();
    private Optional<CatchUp.Task> catchUp = Optional.empty();
    private ProcessorContext<Void, Void> context;
    private int partition;

    /**
     * @param source topic that the store is filled from
     * @param delays told of each record how long after its timestamp it was read
     */
    StoreWatch(String storeName, String source, Consumer<Duration> delays) {
        this.storeName = storeName;
        this.source = source;
        this.delays = delays;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
        KeyValueStore<?, ?> store = context.getStateStore(storeName);
        context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> store.approximateNumEntries());
        partition = context.taskId().partition();
        active = ActiveStores.in(context.appConfigs());
        active.ifPresent(known -> catchUp = CatchUp.in(context.appConfigs())
                .map(all ->
                        all.follow(new TopicPartition(source, partition), () -> known.begins(storeName, partition))));
    }

    @Override
    public void process(Record<Object, Object> record) {
        delays.accept(Duration.ofMillis(Math.max(0, context.currentSystemTimeMs() - record.timestamp())));
        catchUp.ifPresent(task -> context.recordMetadata().ifPresent(metadata -> task.read(metadata.offset())));
    }

    @Override
    public void close() {
        catchUp.ifPresent(CatchUp.Task::close);
        active.ifPresent(known -> known.ends(storeName, partition));
    }
}
