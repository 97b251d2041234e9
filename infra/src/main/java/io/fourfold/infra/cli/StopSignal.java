package io.fourfold.infra.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an orderly return: the command that waits goes on, closes what it opened, then closes
 * this, and only then does the process exit. Open it before everything that has to be closed.
 */
final class StopSignal implements AutoCloseable {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    StopSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-signal"));
    }

    boolean requested() {
        return requested.getCount() == 0;
    }

    /** Blocks until the process is asked to stop. */
    void await() throws InterruptedException {
        requested.await();
    }

    /** Lets the process exit. */
    @Override
    public void close() {
        finished.countDown();
    }

    private void stop() {
        requested.countDown();
        try {
            finished.await(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
