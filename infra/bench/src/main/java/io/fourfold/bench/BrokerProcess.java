package io.fourfold.bench;

import io.fourfold.infra.local.BrokerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A broker in a process of its own, as in production. It shares the machine with what is measured, so its JVM spends as
 * little as it can on compiling and collecting.
 */
public record BrokerProcess(Process process, String bootstrapServers) implements AutoCloseable {

    private static final String READY = "ready ";

    /**
     * Starts a broker on a free port and waits until it is ready.
     *
     * @throws IOException if it does not start; its own message is on standard error
     */
    public static BrokerProcess start(Path directory) throws IOException {
        return start(directory, 0, List.of());
    }

    /** The same on a port that is known, by a command that runs the one that it is given. */
    static BrokerProcess start(Path directory, int port, List<String> launcher) throws IOException {
        ProcessBuilder builder = JavaProcess.of(
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dfourfold.log=" + directory.resolve("broker.log")),
                BrokerMain.class.getName(),
                List.of(directory.toString(), "127.0.0.1", Integer.toString(port)));
        builder.command().addAll(0, launcher);
        Process process = builder.start();
        return process.inputReader()
                .lines()
                .filter(line -> line.startsWith(READY))
                .findFirst()
                .map(line -> new BrokerProcess(process, line.substring(READY.length())))
                .orElseThrow(() -> new IOException("the broker did not start in " + directory));
    }

    /** Stops the broker by ending its standard input. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
