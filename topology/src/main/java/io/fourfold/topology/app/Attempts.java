package io.fourfold.topology.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries something until it succeeds: at once, and then in the background. */
final class Attempts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String name;
    private final BooleanSupplier attempt;
    private final Consumer<RuntimeException> failed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean deferred;
    private volatile boolean succeeded;

    /**
     * @param name of what is tried, for the log
     * @param attempt whether it succeeded; may throw, and is then tried again
     * @param failed gets what it throws
     */
    Attempts(String name, BooleanSupplier attempt, Consumer<RuntimeException> failed) {
        this.name = name;
        this.attempt = attempt;
        this.failed = failed;
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
        } catch (RuntimeException e) {
            deferred = false;
            failed.accept(e);
            LOG.warn("{}: not yet, trying again: {}", name, e.getMessage());
        }
    }
}
