package io.fourfold.bench;

import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.LocalStackException;
import io.fourfold.infra.local.RegistryProcess;
import java.io.IOException;
import java.nio.file.Path;

/** The registry, always at the same address. */
final class ChaosRegistry implements ChaosProcess, AutoCloseable {

    private final Path directory;
    private final int port;
    private RegistryProcess process;

    /** Starts it. */
    ChaosRegistry(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        start();
    }

    String url() {
        return process.url();
    }

    @Override
    public String name() {
        return "registry";
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void start() throws IOException {
        try {
            process = RegistryProcess.start(Distribution.fromSystemProperty().registry(), directory, "127.0.0.1", port);
        } catch (LocalStackException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void kill() throws InterruptedException {
        ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
        process.close();
    }

    @Override
    public void close() {
        process.close();
    }
}
