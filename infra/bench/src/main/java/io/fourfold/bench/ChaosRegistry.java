package io.fourfold.bench;

import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.LocalStackException;
import io.fourfold.infra.local.RegistryProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** The registry, always at the same address. */
final class ChaosRegistry implements ChaosProcess, AutoCloseable {

    private final Path directory;
    private final URI address;
    private RegistryProcess process;

    /** @param stack whose registry it is */
    ChaosRegistry(BenchStack stack) {
        directory = stack.directory().resolve(BenchStack.REGISTRY);
        process = stack.registry();
        address = URI.create(process.url());
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
            process = RegistryProcess.start(
                    Distribution.fromSystemProperty().registry(), directory, address.getHost(), address.getPort());
        } catch (LocalStackException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void kill() {
        ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
        process.close();
    }

    @Override
    public void close() {
        process.close();
    }
}
