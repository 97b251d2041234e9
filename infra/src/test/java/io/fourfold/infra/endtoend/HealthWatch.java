package io.fourfold.infra.endtoend;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks an instance for its health all the time, and keeps every answer that it is not live and ready. */
final class HealthWatch implements AutoCloseable {

    private static final int INTERVAL_MS = 100;

    private final Endpoint endpoint;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService probes = Executors.newSingleThreadScheduledExecutor();

    HealthWatch(Endpoint endpoint) {
        this.endpoint = endpoint;
        for (String path : List.of("health/live", "health/ready")) {
            probes.scheduleWithFixedDelay(() -> probe(path), 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** When which probe was answered otherwise than with 200, and how. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        probes.shutdownNow();
    }

    private void probe(String path) {
        try {
            Endpoint.Answer answer = endpoint.get(path);
            if (answer.status() != 200) {
                failures.add(Instant.now() + " " + path + ": " + answer);
            }
        } catch (IOException e) {
            failures.add(Instant.now() + " " + path + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
