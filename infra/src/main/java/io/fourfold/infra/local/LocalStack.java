package io.fourfold.infra.local;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A broker and a schema registry on this machine, with data that last from run to run. */
public final class LocalStack implements AutoCloseable {

    public static final int DEFAULT_BROKER_PORT = 9092;
    public static final int DEFAULT_REGISTRY_PORT = 8081;

    private final EmbeddedBroker broker;
    private final RegistryProcess registry;

    private LocalStack(EmbeddedBroker broker, RegistryProcess registry) {
        this.broker = broker;
        this.registry = registry;
    }

    /**
     * Where a stack listens.
     *
     * @param host name or address to listen on
     * @param brokerPort 0 for a free one
     * @param registryPort 0 for a free one
     */
    public record Address(String host, int brokerPort, int registryPort) {}

    /**
     * Starts both at the same time and returns when both answer.
     *
     * @param directory where the data lie; created if it is new
     * @throws LocalStackException if one of them cannot start; the other is stopped then
     */
    public static LocalStack start(Distribution distribution, Path directory, Address address) {
        Path program = distribution.registry();
        Path data = directory.toAbsolutePath().normalize();
        CompletableFuture<RegistryProcess> registry = CompletableFuture.supplyAsync(
                () -> RegistryProcess.start(program, data.resolve("registry"), address.host(), address.registryPort()));
        EmbeddedBroker broker;
        try {
            broker = EmbeddedBroker.start(data.resolve("broker"), address.host(), address.brokerPort());
        } catch (LocalStackException failure) {
            registry.thenAccept(RegistryProcess::close)
                    .exceptionally(alsoFailed -> null)
                    .join();
            throw failure;
        }
        try {
            return new LocalStack(broker, registry.join());
        } catch (CompletionException failure) {
            broker.close();
            throw failure.getCause() instanceof LocalStackException known
                    ? known
                    : new LocalStackException("The schema registry did not start", failure.getCause());
        }
    }

    /** {@code host:port} of the broker. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** For {@code schema.registry.url}. */
    public String registryUrl() {
        return registry.url();
    }

    /** Stops both; what they hold stays in the directory. */
    @Override
    public void close() {
        CompletableFuture<Void> registryClosed = CompletableFuture.runAsync(registry::close);
        try {
            broker.close();
        } finally {
            registryClosed.join();
        }
    }
}
