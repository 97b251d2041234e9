package io.fourfold.topology.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells tasks that have begun when they have read what there was when they did. Whoever had a task before may have answered
 * from records that it had read and not committed yet; from then on, whoever answers has read them too. A task with a long
 * backlog need not read all of it, but more than any other can have read without committing.
 *
 * <p>The last record of a partition is looked for, since what its end says counts the markers of transactions (KIP-98),
 * which no task sees.
 */
public final class CatchUp {

    /** Kafka Streams hands this object to processors, which it makes itself, under this key. */
    public static final String CONFIG_KEY = "fourfold.catch.up";

    /** Ten times what is read within a commit interval of a second. */
    private static final long MOST = 100_000;

    /** Where the last record is looked for first, before the end; then twice as far, and so on. */
    private static final long LOOK_BACK = 16;

    private final Duration pause;
    private final FollowedPartitions<Task> followed;

    /**
     * @param id of the application
     * @param consumers makes consumers of committed records in the application's group, that commit nothing
     * @param pause between two looks at tasks that have not caught up yet, and after a failure
     */
    public CatchUp(String id, Supplier<Consumer<String, byte[]>> consumers, Duration pause) {
        this.pause = pause;
        this.followed = new FollowedPartitions<>("catches-up-" + id, consumers, pause, this::look);
    }

    /** That of a configuration of Kafka Streams, if it has any. */
    public static Optional<CatchUp> in(Map<String, Object> configs) {
        return Optional.ofNullable((CatchUp) configs.get(CONFIG_KEY));
    }

    /**
     * Follows a task that begins to read a partition.
     *
     * @param caughtUp called once, on another thread, unless the task is closed before
     */
    public Task follow(TopicPartition partition, Runnable caughtUp) {
        Task task = new Task(partition, caughtUp);
        followed.follow(partition, task);
        return task;
    }

    /** A task that reads a partition. */
    public final class Task implements AutoCloseable {

        private final TopicPartition partition;
        private final Runnable caughtUp;
        private volatile long read = -1;

        /** Offset of a record that it has to read; the looking thread's. */
        private OptionalLong target = OptionalLong.empty();

        private Task(TopicPartition partition, Runnable caughtUp) {
            this.partition = partition;
            this.caughtUp = caughtUp;
        }

        /** The task has read the record at an offset. */
        public void read(long offset) {
            read = offset;
        }

        /** Once this returns, it is not told any more. */
        @Override
        public synchronized void close() {
            followed.leave(partition, this);
        }

        private synchronized void catchesUp() {
            if (followed.follows(partition, this)) {
                followed.leave(partition, this);
                caughtUp.run();
            }
        }
    }

    private void look(Consumer<String, byte[]> consumer, Map<TopicPartition, Task> tasks) {
        Map<TopicPartition, Long> committed = committed(consumer, tasks.keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(tasks.entrySet().stream()
                .filter(task -> task.getValue().target.isEmpty())
                .map(Map.Entry::getKey)
                .toList());
        tasks.forEach((partition, task) -> {
            long from = committed.get(partition);
            if (task.target.isEmpty()) {
                task.target = OptionalLong.of(Math.min(last(consumer, task, from, ends.get(partition)), from + MOST));
            }
            if (Math.max(task.read, from - 1) >= task.target.getAsLong()) {
                task.catchesUp();
            }
        });
        LockSupport.parkNanos(pause.toNanos());
    }

    private static Map<TopicPartition, Long> committed(
            Consumer<String, byte[]> consumer, Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(partitions);
        Map<TopicPartition, Long> committed = new HashMap<>();
        partitions.forEach(partition -> committed.put(
                partition,
                Optional.ofNullable(known.get(partition))
                        .map(OffsetAndMetadata::offset)
                        .orElse(0L)));
        return committed;
    }

    /** Offset of the last record from an offset to the end; -1 if there is none. */
    private long last(Consumer<String, byte[]> consumer, Task task, long from, long end) {
        consumer.assign(Set.of(task.partition));
        long last = -1;
        long start = end;
        for (long back = LOOK_BACK; last < 0 && start > from; back *= 2) {
            start = Math.max(from, end - back);
            consumer.seek(task.partition, start);
            while (consumer.position(task.partition) < end && followed.follows(task.partition, task)) {
                for (ConsumerRecord<String, byte[]> read : consumer.poll(pause)) {
                    last = read.offset();
                }
            }
        }
        return last;
    }
}
