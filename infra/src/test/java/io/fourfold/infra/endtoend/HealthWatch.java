package io.fourfold.infra.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks an instance for its health all the time, and keeps every answer that it is not live and ready, or that something fails
 * although it is.
 */
final class HealthWatch implements AutoCloseable {

    private static final int INTERVAL_MS = 100;

    private final Endpoint endpoint;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final ScheduledExecutorService probes = Executors.newSingleThreadScheduledExecutor();

    HealthWatch(Endpoint endpoint) {
        this.endpoint = endpoint;
        for (String path : List.of("health/live", "health/ready")) {
            probes.scheduleWithFixedDelay(() -> probe(path), 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** How often the instance said that it is live, or ready, and that nothing fails. */
    int answers() {
        return answers.get();
    }

    /** When which probe was answered otherwise, and how. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        probes.shutdownNow();
    }

    /** Whoever gets no processor time for heartbeats leaves its group, which is named, too, and no poison's fault. */
    private static boolean blames(JsonNode reasons) {
        for (JsonNode reason : reasons) {
            if (!reason.path("exception").asText().contains("UnknownMemberIdException")) {
                return true;
            }
        }
        return false;
    }

    private void probe(String path) {
        try {
            Endpoint.Answer answer = endpoint.get(path);
            if (answer.status() == 200 && !blames(answer.json().path("reasons"))) {
                answers.incrementAndGet();
            } else {
                failures.add(Instant.now() + " " + path + ": " + answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            failures.add(Instant.now() + " " + path + ": " + e);
        }
    }
}
