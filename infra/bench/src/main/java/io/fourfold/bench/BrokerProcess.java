package io.fourfold.bench;

import io.fourfold.infra.local.BrokerMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A broker in a process of its own, as in production. It shares the machine with what is measured, so its JVM spends as
 * little as it can on compiling and collecting.
 */
public final class BrokerProcess implements AutoCloseable {

    private static final String READY = "ready ";

    private final Process process;
    private final String bootstrapServers;

    private BrokerProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker on a free port and waits until it is ready.
     *
     * @throws IOException if it does not start; its own message is on standard error
     */
    public static BrokerProcess start(Path directory) throws IOException {
        return start(directory, 0);
    }

    /**
     * Starts a broker on this port and waits until it is ready.
     *
     * @throws IOException if it does not start; its own message is on standard error
     */
    public static BrokerProcess start(Path directory, int port) throws IOException {
        Process process = JavaProcess.of(
                        List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        BrokerMain.class.getName(),
                        List.of(directory.toString(), "127.0.0.1", Integer.toString(port)))
                .start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return new BrokerProcess(process, line.substring(READY.length()));
            }
        }
        throw new IOException("the broker did not start in " + directory);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Process id. */
    long pid() {
        return process.pid();
    }

    /** Ends the process like {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
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
