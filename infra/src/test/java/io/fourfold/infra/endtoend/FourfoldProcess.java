package io.fourfold.infra.endtoend;

import io.fourfold.infra.cli.Fourfold;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The command line in a process of its own, which a test can kill. */
final class FourfoldProcess implements AutoCloseable {

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();

    private FourfoldProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::readOutput, "output-of-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts {@code fourfold} with these arguments in a directory of its own. */
    static FourfoldProcess start(Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--add-modules",
                "jdk.incubator.vector",
                "-Dfourfold.home=" + System.getProperty("fourfold.home"),
                "-cp",
                System.getProperty("java.class.path"),
                Fourfold.class.getName()));
        command.addAll(List.of(arguments));
        return new FourfoldProcess(new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start());
    }

    /** Waits for a line of output and returns it. */
    String awaitLine(Predicate<String> wanted, Duration timeout) {
        return Awaitility.await()
                .atMost(timeout)
                .pollInterval(Duration.ofMillis(100))
                .failFast(() -> requireAliveUnlessPrinted(wanted))
                .until(() -> firstLine(wanted), Optional::isPresent)
                .orElseThrow();
    }

    /** Every line so far, standard error included. */
    List<String> output() {
        return List.copyOf(output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process like {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks the process to stop, as Ctrl-C does, and returns its descendants that were running until then. */
    List<ProcessHandle> stop() throws InterruptedException {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("did not stop:\n" + String.join("\n", output));
        }
        return descendants;
    }

    /** Ends the process and its descendants, whatever their state. */
    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        kill();
    }

    private void requireAliveUnlessPrinted(Predicate<String> wanted) {
        if (!process.isAlive() && firstLine(wanted).isEmpty()) {
            throw new IllegalStateException("the process ended:\n" + String.join("\n", output));
        }
    }

    private Optional<String> firstLine(Predicate<String> wanted) {
        return output.stream().filter(wanted).findFirst();
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException e) {
            output.add("(output ends: " + e.getMessage() + ")");
        }
    }
}
