package io.fourfold.bench;

import java.io.IOException;
import java.nio.file.Path;

/** The broker, always at the same address. */
final class ChaosBroker implements ChaosProcess, AutoCloseable {

    private final Path directory;
    private final int port;
    private BrokerProcess process;

    /** Starts it. */
    ChaosBroker(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        start();
    }

    String bootstrapServers() {
        return process.bootstrapServers();
    }

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void start() throws IOException {
        process = BrokerProcess.start(directory, port);
    }

    @Override
    public void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.close();
    }
}
