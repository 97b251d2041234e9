package io.fourfold.topology.app;

import io.fourfold.topology.error.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Publishes the results of the network in service, in the background. It waits until nobody publishes for the network
 * before any more: the two would overwrite each other's results.
 */
final class Publication implements AutoCloseable {

    private final BooleanSupplier predecessorGone;
    private final Supplier<RunningRole> starter;
    private final LongSupplier nanoTime;
    private final long since;
    private final Attempts beginning;
    private volatile RunningRole running;

    /**
     * @param predecessorGone whether no instance publishes for the network before; may throw, and is then asked again
     * @param starter starts to publish; may throw, and is then asked again
     * @param nanoTime clock of how long that goes on
     */
    Publication(BooleanSupplier predecessorGone, Supplier<RunningRole> starter, LongSupplier nanoTime) {
        this.predecessorGone = predecessorGone;
        this.starter = starter;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
        this.beginning = new Attempts("publication", this::started, nanoTime);
    }

    void start() {
        beginning.start();
    }

    /** What publishes, once it has begun. */
    Optional<RunningRole> running() {
        return Optional.ofNullable(running);
    }

    /** WAITING for those before, STARTING, or the state of what publishes. */
    String state() {
        return running().map(RunningRole::state).orElse(beginning.deferred() ? "WAITING" : "STARTING");
    }

    boolean ready() {
        return running().filter(RunningRole::ready).isPresent();
    }

    /** What keeps it from publishing. */
    List<Failure> troubles() {
        if (running != null) {
            return running.troubles();
        }
        return beginning.deferred() ? List.of(waitingForOthers()) : beginning.troubles();
    }

    /** Whether only a restart of the process helps. */
    boolean dead() {
        return running().map(RunningRole::dead).orElseGet(beginning::stuck);
    }

    @Override
    public void close() {
        beginning.close();
        running().ifPresent(RunningRole::close);
    }

    private boolean started() {
        if (!predecessorGone.getAsBoolean()) {
            return false;
        }
        running = starter.get();
        return true;
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
