package io.fourfold.infra.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry with Confluent's API as a child process. Its schemas and their ids lie in its directory, so does
 * its log. It ends with this process, however this one ends.
 */
public final class RegistryProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryProcess.class);
    private static final String API = "/apis/ccompat/v7";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration ORPHAN_GRACE = Duration.ofSeconds(10);
    private static final int LOG_TAIL_LINES = 20;

    private final DirectoryLock lock;
    private final Process process;
    private final ClassArchive archive;
    private final Path log;
    private final String url;
    private volatile boolean closing;

    private RegistryProcess(DirectoryLock lock, Process process, ClassArchive archive, Path log, String url) {
        this.lock = lock;
        this.process = process;
        this.archive = archive;
        this.log = log;
        this.url = url;
    }

    /**
     * Starts a registry that accepts only backward compatible schemas, and returns when it answers.
     *
     * @param program where its program files lie
     * @param directory where its data lie; created if it is new
     * @param port 0 for a free one
     * @throws LocalStackException if the directory or the port is in use, or the process fails
     */
    public static RegistryProcess start(Path program, Path directory, String host, int port) {
        Path absolute = directory.toAbsolutePath().normalize();
        DirectoryLock lock = DirectoryLock.acquire(absolute);
        try {
            OrphanedProcess.remove(absolute, ORPHAN_GRACE);
            int freePort = Ports.free(host, port, "The schema registry");
            ClassArchive archive = new ClassArchive(program, absolute);
            Path log = absolute.resolve("registry.log");
            Process process = RegistryCommand.of(program, absolute, host, freePort, archive)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            OrphanedProcess.remember(absolute, process);
            RegistryProcess registry =
                    new RegistryProcess(lock, process, archive, log, "http://" + host + ":" + freePort + API);
            registry.awaitReady();
            return registry;
        } catch (IOException failure) {
            lock.close();
            throw new LocalStackException("The schema registry did not start: " + failure.getMessage(), failure);
        } catch (RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    /** For {@code schema.registry.url}. */
    public String url() {
        return url;
    }

    /** Process id of the child. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        stop();
        lock.close();
    }

    private void stop() {
        closing = true;
        try {
            process.getOutputStream().close();
            if (process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                archive.keep();
                return;
            }
            LOG.warn("The schema registry did not stop within {} s and is killed", STOP_LIMIT.toSeconds());
        } catch (IOException brokenPipe) {
            LOG.debug("The schema registry is gone already", brokenPipe);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly().onExit().join();
    }

    private void awaitReady() {
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest compatibility = HttpRequest.newBuilder(URI.create(url + "/config"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
                .build();
        Instant deadline = Instant.now().plus(START_LIMIT);
        try {
            while (!accepts(http, compatibility)) {
                if (!process.isAlive()) {
                    throw failed("stopped with exit code " + process.exitValue() + " while starting");
                }
                if (Instant.now().isAfter(deadline)) {
                    throw failed("did not answer within " + START_LIMIT.toSeconds() + " s");
                }
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        } catch (LocalStackException failure) {
            stop();
            throw failure;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stop();
            throw new LocalStackException("Interrupted while the schema registry was starting", interrupted);
        }
        process.onExit().thenAccept(this::reportCrash);
        LOG.info("Schema registry answers at {}, log in {}", url, log);
    }

    private static boolean accepts(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
            return response.statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void reportCrash(Process ended) {
        if (closing || stoppedBySignal(ended.exitValue())) {
            return;
        }
        LOG.error(failed("stopped with exit code " + ended.exitValue()).getMessage());
    }

    /** Ctrl-C reaches the child too: 128 + SIGINT, SIGTERM. */
    private static boolean stoppedBySignal(int exitCode) {
        return exitCode == 130 || exitCode == 143;
    }

    private LocalStackException failed(String how) {
        return new LocalStackException("The schema registry " + how + ". Its log is " + log + " and ends with:\n"
                + String.join("\n", logTail()));
    }

    private List<String> logTail() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size());
        } catch (IOException unreadable) {
            return List.of("(" + unreadable + ")");
        }
    }
}
