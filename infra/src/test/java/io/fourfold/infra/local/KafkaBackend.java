package io.fourfold.infra.local;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.server.common.MetadataVersion;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** A Kafka cluster for integration tests: the official image where a Docker engine answers, else the embedded broker. */
public interface KafkaBackend extends AutoCloseable {

    String IMAGE = "apache/kafka:4.3.1";

    String bootstrapServers();

    @Override
    void close();

    /** @param directory for the embedded broker's data */
    static KafkaBackend start(Path directory) {
        boolean docker = DockerClientFactory.instance().isDockerAvailable();
        System.out.println(
                docker
                        ? "Kafka for these tests: container " + IMAGE
                        : "Kafka for these tests: embedded broker (no Docker engine answers)");
        return docker ? container() : embedded(EmbeddedBroker.start(directory, "localhost", 0));
    }

    /**
     * The embedded broker with the features of an older release.
     *
     * @param release as Kafka's tools name it, for example {@code 3.7}
     */
    static KafkaBackend embedded(Path directory, String release) {
        return embedded(EmbeddedBroker.start(
                directory, "localhost", 0, MetadataVersion.fromVersionString(release, true), UnaryOperator.identity()));
    }

    private static KafkaBackend embedded(EmbeddedBroker broker) {
        return new KafkaBackend() {
            @Override
            public String bootstrapServers() {
                return broker.bootstrapServers();
            }

            @Override
            public void close() {
                broker.close();
            }
        };
    }

    private static KafkaBackend container() {
        KafkaContainer container = new KafkaContainer(IMAGE);
        Map<String, String> settings = BrokerSettings.of(Path.of("logs"), "localhost", 0, 0);
        settings.forEach((name, value) -> {
            if (name.startsWith("group.") || name.startsWith("auto.create.")) {
                container.withEnv("KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT), value);
            }
        });
        container.start();
        return new KafkaBackend() {
            @Override
            public String bootstrapServers() {
                return container.getBootstrapServers();
            }

            @Override
            public void close() {
                container.stop();
            }
        };
    }
}
