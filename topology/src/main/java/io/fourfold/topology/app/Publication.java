package io.fourfold.topology.app;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Publishes the results of the network in service, in the background. It waits until nobody publishes for the network
 * before any more: the two would overwrite each other's results.
 */
final class Publication implements AutoCloseable {

    private final Attempts attempts;
    private volatile RunningRole running;

    /**
     * @param predecessorGone whether no instance publishes for the network before; may throw, and is then asked again
     * @param starter starts to publish; may throw, and is then asked again
     */
    Publication(BooleanSupplier predecessorGone, Supplier<RunningRole> starter) {
        attempts = new Attempts("publication", () -> predecessorGone.getAsBoolean() && started(starter));
    }

    void start() {
        attempts.start();
    }

    /** What publishes, once it has begun. */
    Optional<RunningRole> running() {
        return Optional.ofNullable(running);
    }

    @Override
    public void close() {
        attempts.close();
        running().ifPresent(RunningRole::close);
    }

    private boolean started(Supplier<RunningRole> starter) {
        running = starter.get();
        return true;
    }
}
