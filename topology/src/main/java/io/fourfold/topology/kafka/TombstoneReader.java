package io.fourfold.topology.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic ahead of the tasks that work through it, on a thread of its own, and keeps its tombstones for them. It reads
 * only where a task lags, so that it costs nothing beside a look at the ends while none does. Safe for concurrent use.
 */
public final class TombstoneReader implements IntFunction<UpcomingTombstones> {

    private static final Logger LOG = LoggerFactory.getLogger(TombstoneReader.class);

    /** As many records behind the end a task is still close to it: it has them in its buffer. */
    private static final int CLOSE = 16;

    /** Found tombstones from which on it is the task's turn; one poll may add some hundred. */
    private static final int MOST_FOUND = 1_000;

    private final String topic;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Duration pause;
    private final Map<Integer, Ahead> followed = new ConcurrentHashMap<>();
    private Thread thread;

    /**
     * @param consumers makes consumers of committed records only, without a group
     * @param pause between two looks at the ends, and after a failure
     */
    public TombstoneReader(String topic, Supplier<Consumer<String, byte[]>> consumers, Duration pause) {
        this.topic = topic;
        this.consumers = consumers;
        this.pause = pause;
    }

    /** Looks ahead of the task of a partition, until that is closed. */
    @Override
    public synchronized UpcomingTombstones apply(int partition) {
        Ahead ahead = new Ahead(partition);
        followed.put(partition, ahead);
        if (thread == null) {
            thread = new Thread(this::readWhileFollowed, "looks-ahead-" + topic);
            thread.setDaemon(true);
            thread.start();
        }
        return ahead;
    }

    private final class Ahead implements UpcomingTombstones {

        private static final long NOWHERE = -1;

        private final int partition;
        private final Queue<ConsumerRecord<String, byte[]>> found = new ConcurrentLinkedQueue<>();
        private volatile long task = NOWHERE;

        /** Offset of the next record to read; the reading thread's. */
        private long next;

        private Ahead(int partition) {
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
            followed.remove(partition, this);
        }

        private TopicPartition topicPartition() {
            return new TopicPartition(topic, partition);
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

    private void readWhileFollowed() {
        while (isFollowed()) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                while (!followed.isEmpty()) {
                    look(consumer);
                }
            } catch (RuntimeException e) {
                LOG.info("Looking ahead in {} again in {} ms: {}", topic, pause.toMillis(), e.toString());
                await();
            }
        }
    }

    /** Whoever follows next after this has said no starts another thread. */
    private synchronized boolean isFollowed() {
        if (followed.isEmpty()) {
            thread = null;
        }
        return thread != null;
    }

    private void look(Consumer<String, byte[]> consumer) {
        List<Ahead> all = List.copyOf(followed.values());
        Map<TopicPartition, Long> ends =
                consumer.endOffsets(all.stream().map(Ahead::topicPartition).toList());
        Map<TopicPartition, Ahead> lagging = all.stream()
                .filter(ahead -> ahead.lags(ends.get(ahead.topicPartition())))
                .collect(Collectors.toMap(Ahead::topicPartition, ahead -> ahead));
        if (lagging.isEmpty()) {
            await();
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

    private void await() {
        LockSupport.parkNanos(pause.toNanos());
    }
}
