package io.fourfold.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final int GRACE_SECONDS = 10;

    private OrphanedProcess() {}

    static void remember(Path directory, Process child) throws IOException {
        Files.writeString(pidFile(directory), Long.toString(child.pid()));
    }

    /** Waits for the orphan to end, and kills it if it does not. A process that is not ours is left alone. */
    static void remove(Path directory) throws IOException {
        Optional<ProcessHandle> orphan = find(directory);
        if (orphan.isEmpty()) {
            return;
        }
        LOG.info("Waiting for process {} of an earlier run to end", orphan.get().pid());
        if (!ended(orphan.get())) {
            orphan.get().destroyForcibly();
            ended(orphan.get());
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

    private static boolean ended(ProcessHandle process) {
        try {
            process.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
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
