package io.fourfold.topology.images;

import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.PhotoOutcome;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.kafka.UpcomingTombstones;
import io.fourfold.topology.kafka.UsableTimestampExtractor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Carries deletes out before it is their turn, so that they do not wait until a backlog of uploads has been described. Which
 * ones is remembered until it is their turn: an upload of the same photo before then is dropped, one behind it is not.
 */
final class DeleteOvertaker implements Processor<String, UploadEvent, String, UploadEvent> {

    /** Name of the store; must not change. */
    static final String STORE = "deletes-ahead";

    private final UploadPartitions partitions;
    private final FourfoldMetrics metrics;
    private ProcessorContext<String, UploadEvent> context;
    private KeyValueStore<String, Long> deletes;
    private UpcomingTombstones upcoming;

    DeleteOvertaker(UploadPartitions partitions, FourfoldMetrics metrics) {
        this.partitions = partitions;
        this.metrics = metrics;
    }

    /** Offsets of the deletes that have been carried out before their turn; no more than lie in the backlog. */
    static StoreBuilder<KeyValueStore<String, Long>> store() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.Long())
                .withCachingDisabled()
                .withLoggingEnabled(Topics.compacted());
    }

    @Override
    public void init(ProcessorContext<String, UploadEvent> processorContext) {
        context = processorContext;
        deletes = context.getStateStore(STORE);
        upcoming = partitions.upcomingDeletes().apply(context.taskId().partition());
    }

    @Override
    public void process(Record<String, UploadEvent> record) {
        long offset = context.recordMetadata().orElseThrow().offset();
        for (ConsumerRecord<String, byte[]> tombstone : upcoming.take(offset)) {
            if (tombstone.offset() > offset && deletes(tombstone) && !carriedOut(tombstone)) {
                carryOut(tombstone);
            }
        }
        Long delete = record.key() == null ? null : deletes.get(record.key());
        if (delete == null) {
            context.forward(record);
        } else if (offset < delete) {
            metrics.photo(PhotoOutcome.OVERTAKEN);
        } else {
            deletes.delete(record.key());
            if (offset > delete) {
                context.forward(record);
            }
        }
    }

    @Override
    public void close() {
        if (upcoming != null) {
            upcoming.close();
        }
    }

    /** Whether it is a delete, and where it belongs; others come here again. */
    private boolean deletes(ConsumerRecord<String, byte[]> tombstone) {
        return tombstone.key() != null
                && !tombstone.key().isEmpty()
                && tombstone.headers().lastHeader(UploadPlacer.MOVED_TO) == null
                && partitions.of(tombstone.key()) == tombstone.partition();
    }

    /** Whoever had the task before may have done it. */
    private boolean carriedOut(ConsumerRecord<String, byte[]> tombstone) {
        Long delete = deletes.get(tombstone.key());
        return delete != null && delete >= tombstone.offset();
    }

    private void carryOut(ConsumerRecord<String, byte[]> tombstone) {
        deletes.put(tombstone.key(), tombstone.offset());
        long timestamp = UsableTimestampExtractor.usable(tombstone.timestamp(), context.currentSystemTimeMs());
        context.forward(new Record<>(tombstone.key(), null, timestamp, UploadPlacer.placed(tombstone.headers())));
    }
}
