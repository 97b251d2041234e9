package io.fourfold.topology.app;

import io.fourfold.topology.error.Failure;
import io.fourfold.topology.error.Failures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the results of the network in service, in the background. It waits until nobody publishes for the network
 * before any more: the two would overwrite each other's results.
 */
final class Publication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final BooleanSupplier predecessorGone;
    private final Supplier<RunningRole> starter;
    private final LongSupplier nanoTime;
    private final Failures failures;
    private final long since;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::startWhenFree, "publication");
    private volatile RunningRole running;
    private volatile boolean waiting;

    /**
     * @param predecessorGone whether no instance publishes for the network before; may throw, and is then asked again
     * @param starter starts to publish; may throw, and is then asked again
     * @param nanoTime clock of how long that goes on
     */
    Publication(BooleanSupplier predecessorGone, Supplier<RunningRole> starter, LongSupplier nanoTime) {
        this.predecessorGone = predecessorGone;
        this.starter = starter;
        this.nanoTime = nanoTime;
        this.failures = new Failures(nanoTime, Map::of);
        this.since = nanoTime.getAsLong();
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What publishes, once it has begun. */
    Optional<RunningRole> running() {
        return Optional.ofNullable(running);
    }

    /** WAITING for those before, STARTING, or the state of what publishes. */
    String state() {
        return running().map(RunningRole::state).orElse(waiting ? "WAITING" : "STARTING");
    }

    boolean ready() {
        return running().filter(RunningRole::ready).isPresent();
    }

    /** What keeps it from publishing. */
    List<Failure> troubles() {
        if (running != null) {
            return running.troubles();
        }
        return waiting ? List.of(waitingForOthers()) : failures.current();
    }

    /** Whether only a restart of the process helps. */
    boolean dead() {
        return running().map(RunningRole::dead).orElseGet(failures::stuck);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running().ifPresent(RunningRole::close);
    }

    private void startWhenFree() {
        try {
            while (!started() && !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Waiting for those who publish for the network before");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean started() {
        try {
            waiting = !predecessorGone.getAsBoolean();
            if (waiting) {
                failures.over();
                return false;
            }
            running = starter.get();
            return true;
        } catch (RuntimeException e) {
            failures.record(e);
            LOG.warn("Publishing does not start yet; trying again: {}", e.getMessage());
            return false;
        }
    }

    private Failure waitingForOthers() {
        return new Failure(
                Optional.empty(),
                "another instance still publishes for the network before; it must stop first",
                1,
                Duration.ofNanos(nanoTime.getAsLong() - since),
                true);
    }
}
