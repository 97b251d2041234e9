package io.fourfold.topology.feed;

import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.similarity.Visibility;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells readers what happens. One consumer reads for all of them, from the first one on; its {@link RecentEvents} are what
 * they read from. A reader that comes back after a while reads what it has missed with a consumer of its own until it has
 * caught up. Each reader passes over what it has had already, whatever the order in which instances read partitions: so it
 * has every event once.
 */
public final class Feed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    /** Each has a consumer. */
    private static final int CATCHING_UP = 4;

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Shared shared;
    private final RecentEvents recent;
    private final Set<FeedReader> readers = ConcurrentHashMap.newKeySet();
    private Thread thread;
    private volatile FeedSources.Reading reading;

    /**
     * What readers have in common.
     *
     * @param catchingUp permits to read what was missed
     * @param clock of the time that positions carry
     * @param nanoTime clock of how long they take
     */
    record Shared(
            FeedSources sources,
            RecentEvents recent,
            Semaphore catchingUp,
            FourfoldMetrics metrics,
            Clock clock,
            LongSupplier nanoTime) {}

    /**
     * @param recentBytes memory of the recent events
     * @param clock of the time that positions carry
     * @param nanoTime clock of how long readers take
     */
    public Feed(FeedSources sources, long recentBytes, FourfoldMetrics metrics, Clock clock, LongSupplier nanoTime) {
        this.recent = new RecentEvents(recentBytes);
        this.shared = new Shared(sources, recent, new Semaphore(CATCHING_UP), metrics, clock, nanoTime);
    }

    /**
     * Begins to tell a reader what happens.
     *
     * @param after id after which it goes on; empty for what happens from now on
     * @param last how many events of before come first, unless it goes on
     * @param visibility told of no other photos than it covers
     * @param cutOff ends a write of the reader that lasts too long
     * @throws NotReadyException if Kafka does not answer, or too many readers catch up
     */
    public FeedReader open(Optional<String> after, int last, Visibility visibility, Runnable cutOff)
            throws InterruptedException {
        startReading();
        boolean known = recent.awaitUpToDate(PATIENCE);
        if (recent.closed()) {
            throw new NotReadyException("The instance is stopping");
        }
        if (!known) {
            throw new NotReadyException("Kafka does not answer, so nobody can tell what happens");
        }
        FeedReader reader = new FeedReader(shared, visibility, cutOff, readers::remove);
        readers.add(reader);
        try {
            reader.begin(after, last);
            return reader;
        } catch (KafkaException e) {
            reader.close();
            throw new NotReadyException("Kafka does not answer: " + e.getMessage());
        } catch (RuntimeException | InterruptedException e) {
            reader.close();
            throw e;
        }
    }

    /** How many readers there are. */
    public int readers() {
        return readers.size();
    }

    /** Ends all readers. */
    @Override
    public void close() {
        recent.close();
        FeedSources.Reading current = reading;
        if (current != null) {
            current.wakeup();
        }
        awaitEnd();
    }

    private synchronized void startReading() {
        if (thread == null && !recent.closed()) {
            thread = new Thread(this::readUntilClosed, "reads-feed");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private synchronized void awaitEnd() {
        if (thread == null) {
            return;
        }
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readUntilClosed() {
        while (!recent.closed()) {
            try {
                read();
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (RuntimeException e) {
                LOG.info("Reading what happens again in {} ms: {}", PAUSE.toMillis(), e.toString());
                cutOffSlowReaders();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void read() {
        try (FeedSources.Reading opened = shared.sources().open()) {
            reading = opened;
            begin(opened);
            while (!recent.closed()) {
                opened.poll(POLL).forEach(recent::append);
                cutOffSlowReaders();
            }
        }
    }

    /** After a failure, it goes on where it was. */
    private void begin(FeedSources.Reading opened) {
        if (recent.next().isPresent()) {
            opened.seek(recent.next().get());
            return;
        }
        long[] beginnings = opened.beginnings();
        long[] ends = opened.ends();
        long[] start = new long[ends.length];
        Arrays.setAll(
                start, i -> Math.max(beginnings[i], ends[i] - shared.sources().lookBack(i)));
        opened.seek(start);
        recent.begin(start);
        while (!recent.closed() && !opened.reached(ends)) {
            opened.poll(POLL).forEach(recent::append);
        }
        recent.upToDate();
    }

    private void cutOffSlowReaders() {
        for (FeedReader reader : readers) {
            if (reader.cutOffIfSlow()) {
                shared.metrics().feedReaderDropped();
            }
        }
    }
}
