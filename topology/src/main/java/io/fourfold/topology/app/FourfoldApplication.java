package io.fourfold.topology.app;

import io.fourfold.model.Network;
import java.net.URI;
import java.time.Duration;

/** The roles of one process and its HTTP API, from start to clean stop. */
public final class FourfoldApplication implements AutoCloseable {

    private FourfoldApplication() {}

    /**
     * Checks that the topics exist, then starts every role and the HTTP API. Returns without waiting for readiness.
     *
     * @param network stays the caller's, who closes it after the application
     * @throws MissingTopicsException naming what is missing and the command that creates it
     */
    public static FourfoldApplication start(FourfoldConfig config, Network network) {
        throw new UnsupportedOperationException("follows");
    }

    /** Whether every role is running, so that questions are answered in full. */
    public boolean ready() {
        return false;
    }

    /**
     * Waits until {@link #ready()}.
     *
     * @throws IllegalStateException if that took longer, or a role has failed for good; says which
     */
    public void awaitReady(Duration timeout) throws InterruptedException {}

    /** Where the HTTP API listens. */
    public URI httpAddress() {
        return null;
    }

    /** Stops accepting questions, leaves the consumer groups and closes the stores; takes a bounded time. */
    @Override
    public void close() {}
}
