package io.fourfold.topology.images;

import io.fourfold.topology.kafka.FourfoldMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings all events of a photo into one partition, so that they have an order and compaction keeps the last one. What a
 * producer with another partitioner (librdkafka's CRC32) put elsewhere is written again to the partition of its key, and a
 * tombstone is left behind in the wrong one; both in the transaction that reads it. An upload that arrives so late that a
 * delete of its photo from elsewhere has been read, although it is the older of both, is dropped.
 */
final class UploadPlacer implements Processor<String, UploadEvent, String, Object> {

    /** Says which partition an upload was moved from; it is not moved a second time. */
    static final String MOVED_FROM = "fourfold.moved.from";

    /** Marks the tombstone of a moved upload, which deletes nothing; says which partition the upload was moved to. */
    static final String MOVED_TO = "fourfold.moved.to";

    /** Where misplaced uploads go: the partition of their key. */
    static final String MOVED_SINK = "upload-moved";

    /** Where tombstones go, by the number of their partition. */
    static final String LEFT_BEHIND_SINK = "upload-left-behind";

    private static final Logger LOG = LoggerFactory.getLogger(UploadPlacer.class);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final String next;
    private final UploadPartitions partitions;
    private final FourfoldMetrics metrics;
    private ProcessorContext<String, Object> context;
    private WindowStore<String, Integer> deletes;
    private long loggedAt;
    private long misplacedSinceLog;

    /**
     * @param next processor that gets what lies where it belongs
     */
    UploadPlacer(String next, UploadPartitions partitions, FourfoldMetrics metrics) {
        this.next = next;
        this.partitions = partitions;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Object> processorContext) {
        context = processorContext;
        deletes = processorContext.getStateStore(ImageStores.DELETES);
    }

    @Override
    public void process(Record<String, UploadEvent> record) {
        Optional<RecordMetadata> source = context.recordMetadata();
        if (source.isEmpty() || record.key() == null || record.key().isEmpty()) {
            context.forward(record, next);
            return;
        }
        if (record.value() == null && record.headers().lastHeader(MOVED_TO) != null) {
            return;
        }
        int partition = source.get().partition();
        Optional<Integer> from = movedFrom(record.headers());
        if (from.isEmpty() && partition != partitions.of(record.key())) {
            misplaced(record, source.get());
            return;
        }
        arrive(record, from.orElse(partition), from.isPresent());
    }

    private void misplaced(Record<String, UploadEvent> record, RecordMetadata source) {
        int right = partitions.of(record.key());
        metrics.misplacedUpload();
        logOnceInAWhile(record.key(), source.partition(), right);
        if (source.offset() < partitions.movedBefore().applyAsLong(source.partition())) {
            return;
        }
        UploadSize.requireMoved(record);
        // First, so that the upload would survive even if both went to one partition, as while a topic grows.
        if (record.value() != null) {
            context.forward(
                    record.withValue(source.partition()).withHeaders(with(new RecordHeaders(), MOVED_TO, right)),
                    LEFT_BEHIND_SINK);
        }
        context.forward(record.withHeaders(with(record.headers(), MOVED_FROM, source.partition())), MOVED_SINK);
    }

    private void arrive(Record<String, UploadEvent> record, int from, boolean moved) {
        if (record.value() == null) {
            deletes.put(record.key(), from, record.timestamp());
        } else if (moved) {
            Optional<KeyValue<Long, Integer>> delete = deletedLater(record, from);
            if (delete.isPresent()) {
                LOG.info(
                        "Upload of '{}' from partition {} is older than its delete and is dropped", record.key(), from);
                metrics.outdatedUpload();
                // Again, since the upload now lies behind it and would survive compaction.
                Headers origin = with(new RecordHeaders(), MOVED_FROM, delete.get().value);
                context.forward(new Record<>(record.key(), null, delete.get().key, origin), MOVED_SINK);
                return;
            }
        }
        context.forward(moved ? record.withHeaders(placed(record.headers())) : record, next);
    }

    /** Only of deletes from other partitions, since those of its own came in its order. */
    private Optional<KeyValue<Long, Integer>> deletedLater(Record<String, UploadEvent> record, int from) {
        try (WindowStoreIterator<Integer> later = deletes.fetch(record.key(), record.timestamp() + 1, Long.MAX_VALUE)) {
            Optional<KeyValue<Long, Integer>> last = Optional.empty();
            while (later.hasNext()) {
                KeyValue<Long, Integer> delete = later.next();
                last = delete.value == from ? last : Optional.of(delete);
            }
            return last;
        }
    }

    private void logOnceInAWhile(String key, int partition, int right) {
        misplacedSinceLog++;
        long now = context.currentSystemTimeMs();
        if (now - loggedAt < LOG_INTERVAL.toMillis()) {
            return;
        }
        LOG.warn(
                "{} uploads in partitions where Kafka's default partitioner would not put them, such as '{}' in partition"
                        + " {} instead of {}: set partitioner=murmur2_random in their producer (librdkafka)",
                misplacedSinceLog,
                key,
                partition,
                right);
        loggedAt = now;
        misplacedSinceLog = 0;
    }

    private static Optional<Integer> movedFrom(Headers headers) {
        Header header = headers.lastHeader(MOVED_FROM);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.valueOf(new String(header.value(), StandardCharsets.UTF_8)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Headers with(Headers headers, String name, int partition) {
        Headers added = new RecordHeaders(headers.toArray());
        added.remove(name);
        return added.add(name, Integer.toString(partition).getBytes(StandardCharsets.UTF_8));
    }

    /** Without what says that a record has been moved. */
    static Headers placed(Headers headers) {
        return new RecordHeaders(headers.toArray()).remove(MOVED_FROM);
    }
}
