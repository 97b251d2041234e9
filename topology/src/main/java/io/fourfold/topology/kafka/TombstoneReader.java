package io.fourfold.topology.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic ahead of the tasks that work through it, on a thread of its own, and keeps its tombstones for them. It reads
 * only where a task lags, so that it costs nothing beside a look at the ends while none does. Safe for concurrent use.
 */
public final class TombstoneReader implements IntFunction<UpcomingTombstones> {

    /** As many records behind the end a task is still close to it: it has them in its buffer. */
    private static final int CLOSE = 16;

    /** Found tombstones from which on it is the task's turn; one poll may add some hundred. */
    private static final int MOST_FOUND = 1_000;

    private final String topic;
    private final Duration pause;
    private final FollowedPartitions<Ahead> followed;

    /**
     * @param consumers makes consumers of committed records only, without a group
     * @param pause between two looks at the ends, and after a failure
     */
    public TombstoneReader(String topic, Supplier<Consumer<String, byte[]>> consumers, Duration pause) {
        this.topic = topic;
        this.pause = pause;
        this.followed = new FollowedPartitions<>("looks-ahead-" + topic, consumers, pause, this::look);
    }

    /** Looks ahead of the task of a partition, until that is closed. */
    @Override
    public UpcomingTombstones apply(int partition) {
        Ahead ahead = new Ahead(new TopicPartition(topic, partition));
        followed.follow(ahead.partition, ahead);
        return ahead;
    }

    private final class Ahead implements UpcomingTombstones {

        private static final long NOWHERE = -1;

        private final TopicPartition partition;
        private final Queue<ConsumerRecord<String, byte[]>> found = new ConcurrentLinkedQueue<>();
        private volatile long task = NOWHERE;

        /** Offset of the next record to read; the reading thread's. */
        private long next;

        private Ahead(TopicPartition partition) {
            this.partition = partition;
        }

        @Override
        public List<ConsumerRecord<String, byte[]>> take(long offset) {
            task = offset;
            List<ConsumerRecord<String, byte[]>> taken = new ArrayList<>();
            for (ConsumerRecord<String, byte[]> tombstone = found.poll(); tombstone != null; tombstone = found.poll()) {
                taken.add(tombstone);
            }
            return taken;
        }

        @Override
        public void close() {
            followed.leave(partition, this);
        }

        private boolean lags(long end) {
            return task != NOWHERE && end - task > CLOSE && found.size() < MOST_FOUND;
        }

        /** Where to go on reading. */
        private long next() {
            next = Math.max(next, task + 1);
            return next;
        }

        private void read(List<ConsumerRecord<String, byte[]>> records) {
            for (ConsumerRecord<String, byte[]> entry : records) {
                next = entry.offset() + 1;
                if (entry.value() == null) {
                    found.add(entry);
                }
            }
        }
    }

    private void look(Consumer<String, byte[]> consumer, Map<TopicPartition, Ahead> all) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(all.keySet());
        Map<TopicPartition, Ahead> lagging = new HashMap<>(all);
        lagging.values().removeIf(ahead -> !ahead.lags(ends.get(ahead.partition)));
        if (lagging.isEmpty()) {
            LockSupport.parkNanos(pause.toNanos());
            return;
        }
        Set<TopicPartition> before = consumer.assignment();
        consumer.assign(lagging.keySet());
        lagging.forEach((partition, ahead) -> {
            long next = ahead.next();
            if (!before.contains(partition) || consumer.position(partition) < next) {
                consumer.seek(partition, next);
            }
        });
        ConsumerRecords<String, byte[]> records = consumer.poll(pause);
        lagging.forEach((partition, ahead) -> ahead.read(records.records(partition)));
    }
}
