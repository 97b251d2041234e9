package io.fourfold.topology.app;

import io.fourfold.topology.error.Failure;
import io.fourfold.topology.error.Failures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries something until it succeeds: at once, and then in the background. */
final class Attempts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String name;
    private final BooleanSupplier attempt;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private final Failures failures;
    private volatile boolean deferred;
    private volatile boolean succeeded;

    /**
     * @param name of what is tried, for the log
     * @param attempt whether it succeeded; may throw, and is then tried again
     * @param nanoTime clock of how long it fails
     */
    Attempts(String name, BooleanSupplier attempt, LongSupplier nanoTime) {
        this.name = name;
        this.attempt = attempt;
        this.failures = new Failures(nanoTime, Map::of);
        this.thread = new Thread(this::tryOn, name);
        thread.setDaemon(true);
    }

    void start() {
        tryOnce();
        if (!succeeded) {
            LOG.info("{}: not yet", name);
            thread.start();
        }
    }

    boolean succeeded() {
        return succeeded;
    }

    /** Whether the last attempt ended orderly without success: it is not time yet. */
    boolean deferred() {
        return deferred;
    }

    /** Why it fails, if it does not just have to wait. */
    List<Failure> troubles() {
        return failures.current();
    }

    /** Whether it has failed for so long that only a restart of the process may help. */
    boolean stuck() {
        return failures.stuck();
    }

    /** Waits for an attempt that is under way. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryOn() {
        try {
            while (!succeeded && !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                tryOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryOnce() {
        try {
            succeeded = attempt.getAsBoolean();
            deferred = !succeeded;
            failures.over();
        } catch (RuntimeException e) {
            deferred = false;
            failures.record(e);
            LOG.warn("{}: not yet, trying again: {}", name, e.getMessage());
        }
    }
}
