package io.fourfold.infra.cli;

import io.fourfold.infra.client.Cluster;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * Options of every command that reaches Kafka. They win over {@code --set}, that over the environment, and that over files.
 */
final class ClusterOptions {

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "BROKERS",
            description = "host:port of brokers, separated by commas; default: localhost:9092")
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
            description =
                    "file with any settings, properties or YAML by its name; 'kafka.*' goes to Kafka, 'serde.*' to"
                            + " the serde; may be repeated, the later file wins")
    private List<Path> files = List.of();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "one setting, as in the file; may be repeated")
    private Map<String, String> overrides = new LinkedHashMap<>();

    private Map<String, String> environment = Map.of();

    /** Takes over the settings in the environment. */
    void environment(Map<String, String> settings) {
        environment = settings;
    }

    /** From what counts least to what counts most. */
    List<SettingSource> sources() throws IOException {
        List<SettingSource> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add(new SettingSource("file " + file, SettingsFile.read(file)));
        }
        sources.add(new SettingSource("environment", environment));
        sources.add(new SettingSource("--set", overrides));
        Map<String, String> before = SettingSource.merged(sources);
        Map<String, String> settings = SettingSource.merged(sources);
        put(settings, Setting.BOOTSTRAP_SERVERS, bootstrapServers);
        put(settings, Setting.SCHEMA_REGISTRY_URL, schemaRegistry);
        put(settings, Setting.TOPICS_PREFIX, topicsPrefix);
        sources.add(SettingSource.options(before, settings));
        return sources;
    }

    /** What of these holds. */
    Map<String, String> settings() throws IOException {
        return SettingSource.merged(sources());
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
}
