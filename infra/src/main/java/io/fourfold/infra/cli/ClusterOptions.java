package io.fourfold.infra.cli;

import io.fourfold.infra.client.Cluster;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Options of every command that reaches Kafka. What is typed wins over {@code --set}, that over the file. */
final class ClusterOptions {

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "Kafka brokers; default: localhost:9092")
    private String bootstrapServers;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            description = "schema registry with Confluent's API; default: the local stack's")
    private String schemaRegistry;

    @Option(
            names = "--topics-prefix",
            paramLabel = "PREFIX",
            description = "what topic names start with; default: photos")
    private String topicsPrefix;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "properties file with any setting; 'kafka.*' goes to Kafka, 'serde.*' to the serde; may be"
                    + " repeated, the later file wins")
    private List<Path> files = List.of();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "one setting, as in the file; may be repeated")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /** The files' settings, overridden by {@code --set} and by the options that were given. */
    Map<String, String> settings() throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (Path file : files) {
            settings.putAll(read(file));
        }
        settings.putAll(overrides);
        put(settings, Setting.BOOTSTRAP_SERVERS, bootstrapServers);
        put(settings, Setting.SCHEMA_REGISTRY_URL, schemaRegistry);
        put(settings, Setting.TOPICS_PREFIX, topicsPrefix);
        return settings;
    }

    Cluster cluster() throws IOException {
        return new Cluster(FourfoldConfig.from(settings()), Clock.systemUTC());
    }

    /** Overrides a setting, unless the option was not given. */
    static void put(Map<String, String> settings, Setting setting, Object value) {
        if (value != null) {
            settings.put(setting.key(), value.toString());
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        return settings;
    }
}
