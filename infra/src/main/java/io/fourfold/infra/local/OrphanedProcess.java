package io.fourfold.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The child process of an earlier run that was killed. It ends by itself ({@link StdinGuard}), which takes a moment;
 * the next run must not start on its files before that.
 */
final class OrphanedProcess {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanedProcess.class);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    private OrphanedProcess() {}

    static void remember(Path directory, Process child) throws IOException {
        Files.writeString(pidFile(directory), Long.toString(child.pid()));
    }

    /**
     * Waits for the orphan to end, and kills it if it does not. A process that is not ours is left alone.
     *
     * @param grace how long to wait before killing it
     */
    static void remove(Path directory, Duration grace) throws IOException {
        Optional<ProcessHandle> orphan = find(directory);
        if (orphan.isEmpty()) {
            return;
        }
        LOG.info("Waiting for process {} of an earlier run to end", orphan.get().pid());
        if (!ended(orphan.get(), grace)) {
            orphan.get().destroyForcibly();
            ended(orphan.get(), KILL_LIMIT);
        }
    }

    private static Optional<ProcessHandle> find(Path directory) throws IOException {
        if (!Files.exists(pidFile(directory))) {
            return Optional.empty();
        }
        String pid = Files.readString(pidFile(directory)).strip();
        if (!pid.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(directory.toString()))
                        .isPresent());
    }

    private static boolean ended(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillRunning) {
            return false;
        } catch (ExecutionException unknown) {
            return !process.isAlive();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path pidFile(Path directory) {
        return directory.resolve("registry.pid");
    }
}
