package io.fourfold.topology.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Notices that this process stood still: was stopped, its machine suspended, or its memory cleaned up for long. Others may have
 * taken over its tasks meanwhile, which it learns only with the next heartbeats.
 */
public final class StandStill implements BooleanSupplier, AutoCloseable {

    /** Shorter than the sessions of groups. */
    private static final Duration LONG = Duration.ofSeconds(5);

    /** By then it has heard from its groups again. */
    private static final Duration UNSURE = Duration.ofSeconds(5);

    private static final Duration TICK = Duration.ofMillis(200);

    private final LongSupplier nanoTime;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long tickedAt;
    private volatile boolean unsure;
    private long sureAt;

    public StandStill(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.tickedAt = nanoTime.getAsLong();
    }

    /** Begins to watch, on a thread of its own. */
    public void start() {
        Thread thread = new Thread(this::watch, "stand-still");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether it stands on its tasks: it has not stood still, or has gone on for a while since. */
    @Override
    public boolean getAsBoolean() {
        return !unsure && !isLong(nanoTime.getAsLong());
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** Time has passed; for the watching thread. */
    void tick() {
        long now = nanoTime.getAsLong();
        if (isLong(now)) {
            sureAt = now + UNSURE.toNanos();
            unsure = true;
        } else if (unsure && now - sureAt >= 0) {
            unsure = false;
        }
        tickedAt = now;
    }

    private boolean isLong(long now) {
        return now - tickedAt > LONG.toNanos();
    }

    private void watch() {
        try {
            while (!closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
