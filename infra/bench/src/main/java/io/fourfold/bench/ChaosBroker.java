package io.fourfold.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The broker, always at the same address. */
final class ChaosBroker implements ChaosProcess, AutoCloseable {

    /**
     * A session of its own: Linux shares the cores between sessions first (autogroup), as if they were machines. Else the
     * broker would hardly start again, since its clients are busy trying to reach it.
     */
    static final List<String> LAUNCHER = List.of("setsid");

    private final Path directory;
    private final int port;
    private BrokerProcess process;

    /** @param stack whose broker it is */
    ChaosBroker(BenchStack stack) {
        directory = stack.directory().resolve(BenchStack.BROKER);
        process = stack.broker();
        port = Integer.parseInt(
                process.bootstrapServers().substring(process.bootstrapServers().lastIndexOf(':') + 1));
    }

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public long pid() {
        return process.process().pid();
    }

    @Override
    public void start() throws IOException {
        process = BrokerProcess.start(directory, port, LAUNCHER);
    }

    @Override
    public void kill() throws InterruptedException {
        process.process().destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.close();
    }
}
