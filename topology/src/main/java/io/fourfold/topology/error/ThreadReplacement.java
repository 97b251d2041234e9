package io.fourfold.topology.error;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a failed stream thread after a pause that doubles from one second to thirty while failures go on. The failed
 * thread waits in here, still a member of its group, so its partitions do not wander meanwhile; the pause is far below
 * {@code max.poll.interval.ms}. An {@link Error} is no exception: to stop for it would only let the record that caused it
 * travel to the next instance.
 */
public final class ThreadReplacement implements StreamsUncaughtExceptionHandler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CALM = Duration.ofMinutes(2);

    private final String application;
    private final Duration firstPause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Duration nextPause;
    private long lastFailureNanos;

    /**
     * @param application id, for the log
     */
    public ThreadReplacement(String application) {
        this(application, FIRST_PAUSE);
    }

    ThreadReplacement(String application, Duration firstPause) {
        this.application = application;
        this.firstPause = firstPause;
        this.nextPause = firstPause;
        this.lastFailureNanos = System.nanoTime();
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        Duration pause = advance();
        LOG.error("A thread of {} failed; another starts in {} ms", application, pause.toMillis(), failure);
        try {
            closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Ends running pauses, so that the application can close at once. */
    @Override
    public void close() {
        closed.countDown();
    }

    private synchronized Duration advance() {
        long now = System.nanoTime();
        if (now - lastFailureNanos > CALM.toNanos()) {
            nextPause = firstPause;
        }
        lastFailureNanos = now;
        Duration pause = nextPause;
        Duration doubled = pause.multipliedBy(2);
        nextPause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        return pause;
    }
}
