package io.fourfold.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories for benchmarks that go away with this process, on Ctrl-C too. */
public final class ScratchDirectory {

    private static final int ATTEMPTS = 5;
    private static final int PAUSE_MS = 200;

    private ScratchDirectory() {}

    /** A new directory. When this process ends, the processes that it has started are killed, and then it is deleted. */
    public static Path create() throws IOException {
        Path directory = Files.createTempDirectory("fourfold-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory), "scratch-directory"));
        return directory;
    }

    private static void remove(Path directory) {
        try {
            ChildProcesses.kill();
            // Threads of this process may still write.
            for (int i = 0; i < ATTEMPTS && !delete(directory); i++) {
                Thread.sleep(PAUSE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Deletes a directory and all that it holds; tells whether it is gone. */
    static boolean delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return !Files.exists(directory);
        }
    }
}
