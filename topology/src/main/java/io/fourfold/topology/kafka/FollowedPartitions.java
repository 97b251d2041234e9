package io.fourfold.topology.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions that are looked at beside the tasks that work through them, by a consumer and on a thread that are there only
 * while any is followed. Safe for concurrent use.
 *
 * @param <F> what is kept of a partition
 */
final class FollowedPartitions<F> {

    private static final Logger LOG = LoggerFactory.getLogger(FollowedPartitions.class);

    private final String name;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Duration pause;
    private final BiConsumer<Consumer<String, byte[]>, Map<TopicPartition, F>> look;
    private final Map<TopicPartition, F> followed = new ConcurrentHashMap<>();
    private Thread thread;

    /**
     * @param name of the thread
     * @param pause after a failure
     * @param look done again and again with all that are followed
     */
    FollowedPartitions(
            String name,
            Supplier<Consumer<String, byte[]>> consumers,
            Duration pause,
            BiConsumer<Consumer<String, byte[]>, Map<TopicPartition, F>> look) {
        this.name = name;
        this.consumers = consumers;
        this.pause = pause;
        this.look = look;
    }

    /** Follows a partition, in place of who did before. */
    synchronized void follow(TopicPartition partition, F follower) {
        followed.put(partition, follower);
        if (thread == null) {
            thread = new Thread(this::lookWhileAnyFollows, name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    void leave(TopicPartition partition, F follower) {
        followed.remove(partition, follower);
    }

    boolean follows(TopicPartition partition, F follower) {
        return followed.get(partition) == follower;
    }

    private void lookWhileAnyFollows() {
        while (anyFollows()) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                while (!followed.isEmpty()) {
                    look.accept(consumer, Map.copyOf(followed));
                }
            } catch (RuntimeException e) {
                LOG.info("{} again in {} ms: {}", name, pause.toMillis(), e.toString());
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    /** Whoever follows next after this has said no starts another thread. */
    private synchronized boolean anyFollows() {
        if (followed.isEmpty()) {
            thread = null;
        }
        return thread != null;
    }
}
