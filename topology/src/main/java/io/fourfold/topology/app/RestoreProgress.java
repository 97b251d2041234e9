package io.fourfold.topology.app;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How far the stores of an application are that are being restored on this instance. */
final class RestoreProgress implements StateRestoreListener {

    private final Map<Key, Restoring> restoring = new ConcurrentHashMap<>();

    private record Key(String store, TopicPartition source) {}

    /**
     * A store of one partition.
     *
     * @param restored records that it has
     * @param total offsets that are to be read; compacted topics have fewer records
     */
    record Restoring(String store, int partition, long restored, long total) {

        private Restoring and(long more) {
            return new Restoring(store, partition, restored + more, total);
        }
    }

    List<Restoring> now() {
        return restoring.values().stream()
                .sorted(Comparator.comparing(Restoring::store).thenComparingInt(Restoring::partition))
                .toList();
    }

    @Override
    public void onRestoreStart(TopicPartition source, String store, long from, long to) {
        restoring.put(new Key(store, source), new Restoring(store, source.partition(), 0, to - from));
    }

    @Override
    public void onBatchRestored(TopicPartition source, String store, long lastOffset, long records) {
        restoring.computeIfPresent(new Key(store, source), (same, before) -> before.and(records));
    }

    @Override
    public void onRestoreEnd(TopicPartition source, String store, long records) {
        restoring.remove(new Key(store, source));
    }

    @Override
    public void onRestoreSuspended(TopicPartition source, String store, long records) {
        restoring.remove(new Key(store, source));
    }
}
