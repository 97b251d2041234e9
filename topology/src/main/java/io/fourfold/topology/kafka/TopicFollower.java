package io.fourfold.topology.kafka;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a small compacted topic in memory on every instance, on a thread of its own. This is what a global store does,
 * but a broken record cannot stop the application here: Kafka Streams' dead-letter queue does not cover global stores,
 * and their thread is not replaced when it fails. After a failure everything is read again from the beginning.
 */
public final class TopicFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** Takes in the topic; called by one thread only. An exception makes the follower begin again after a pause. */
    public interface Listener {

        /** Reading begins, or begins again: what was gathered from records is to be forgotten. */
        void beginning();

        /** The next record; a null value deletes its key. */
        void read(ConsumerRecord<String, byte[]> entry);

        /** All that the topic holds has been read; called again after every change. */
        void upToDate();
    }

    private final String topic;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Listener listener;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile TopicReader<String> reader;

    /**
     * @param consumers makes consumers of committed records only, from the beginning, without a group
     * @param pause after a failure
     */
    public TopicFollower(
            String topic, Supplier<Consumer<String, byte[]>> consumers, Listener listener, Duration pause) {
        this.topic = topic;
        this.consumers = consumers;
        this.listener = listener;
        this.pause = pause;
        this.thread = new Thread(this::follow, "follows-" + topic);
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        TopicReader<String> current = reader;
        if (current != null) {
            current.wakeup();
        }
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        while (!isClosed()) {
            try {
                readUntilClosed();
            } catch (WakeupException e) {
                return;
            } catch (RuntimeException e) {
                LOG.info("Reading {} again from its beginning in {} ms: {}", topic, pause.toMillis(), e.toString());
                awaitClose();
            }
        }
    }

    private void readUntilClosed() {
        try (TopicReader<String> opened = new TopicReader<>(consumers.get(), topic)) {
            reader = opened;
            listener.beginning();
            boolean changed = true;
            while (!isClosed()) {
                ConsumerRecords<String, byte[]> entries = opened.poll(POLL);
                entries.forEach(listener::read);
                changed |= !entries.isEmpty();
                if (changed && opened.atEnd()) {
                    listener.upToDate();
                    changed = false;
                }
            }
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void awaitClose() {
        try {
            closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
