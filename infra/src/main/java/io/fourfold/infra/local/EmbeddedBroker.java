package io.fourfold.infra.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka node in this JVM: KRaft broker and controller in one, for one machine, without security. Its records,
 * topics and consumer groups lie in its directory and are there again at the next start.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    /** Longer than it takes from a transaction's end to its markers. */
    private static final Duration HANGING = Duration.ofSeconds(5);

    private final DirectoryLock lock;
    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final HangingTransactions hangingTransactions;

    private EmbeddedBroker(DirectoryLock lock, KafkaRaftServer server, String bootstrapServers) {
        this.lock = lock;
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.hangingTransactions = HangingTransactions.watch(bootstrapServers, HANGING);
    }

    /**
     * Starts a broker and returns when clients can connect.
     *
     * @param directory where the data lie; created and formatted if it is new
     * @param host name or address to listen on and to tell clients
     * @param port 0 for a free one
     * @throws LocalStackException if the directory or the port is in use, or the data cannot be read
     */
    public static EmbeddedBroker start(Path directory, String host, int port) {
        return start(directory, host, port, MetadataVersion.latestProduction(), UnaryOperator.identity());
    }

    /**
     * As {@link #start(Path, String, int)}, with the features of an older release or other settings.
     *
     * @param release whose features a new directory is formatted with
     * @param changes to the broker's settings
     */
    static EmbeddedBroker start(
            Path directory,
            String host,
            int port,
            MetadataVersion release,
            UnaryOperator<Map<String, String>> changes) {
        DirectoryLock lock = DirectoryLock.acquire(directory);
        try {
            int clientPort = Ports.free(host, port, "The Kafka broker");
            int controllerPort = Ports.free("127.0.0.1", 0, "The Kafka controller");
            Path logs = directory.resolve("logs");
            Map<String, String> settings = changes.apply(BrokerSettings.of(logs, host, clientPort, controllerPort));
            format(logs, release);
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            startup(server);
            String bootstrapServers = host + ":" + clientPort;
            LOG.info("Kafka broker listens on {}, data in {}", bootstrapServers, directory);
            return new EmbeddedBroker(lock, server, bootstrapServers);
        } catch (LocalStackException known) {
            lock.close();
            throw known;
        } catch (Exception failure) {
            lock.close();
            throw new LocalStackException(
                    "The Kafka broker did not start (" + failure.getMessage() + "). If the data in " + directory
                            + " were damaged or written by a newer version, choose another directory with --data",
                    failure);
        }
    }

    /** {@code host:port} for clients. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops the broker after it has written what it holds; the data stay. */
    @Override
    public void close() {
        hangingTransactions.close();
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }

    private static void startup(KafkaRaftServer server) {
        try {
            server.startup();
        } catch (RuntimeException failure) {
            server.shutdown();
            throw failure;
        }
    }

    private static void format(Path logs, MetadataVersion release) throws Exception {
        if (Files.exists(logs.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setReleaseVersion(release)
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(logs.toString())
                .addDirectory(logs.toString())
                .run();
    }
}
