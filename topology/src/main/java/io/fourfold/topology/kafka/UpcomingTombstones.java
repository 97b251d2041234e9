package io.fourfold.topology.kafka;

import java.util.List;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The tombstones of a partition that the task which works through it has not come to yet. */
public interface UpcomingTombstones extends AutoCloseable {

    /** Of no partition any. */
    IntFunction<UpcomingTombstones> NONE = partition -> new UpcomingTombstones() {
        @Override
        public List<ConsumerRecord<String, byte[]>> take(long offset) {
            return List.of();
        }

        @Override
        public void close() {}
    };

    /**
     * Takes those that have been found since the last time; never waits.
     *
     * @param offset of the record that the task has come to
     * @return in their order; some may lie before that record
     */
    List<ConsumerRecord<String, byte[]>> take(long offset);

    /** Looks ahead no longer. */
    @Override
    void close();
}
