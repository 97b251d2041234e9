package io.fourfold.infra.cli;

import io.fourfold.topology.config.Setting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of the commands that run the applications. */
public final class ApplicationOptions {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "port of the HTTP API, 0 for a free one; default: 8080")
    private Integer port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "port of probes and metrics, 0 for a free one; default: 8091, or a free one with --port 0")
    private Integer managementPort;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads that describe photos; default: one for each processor")
    private Integer threads;

    @Option(names = "--model", paramLabel = "DIR", description = "model bundle; default: the built-in one")
    private Path model;

    /** Settings for what was given, to be added to. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        addTo(settings);
        return settings;
    }

    /** Adds what was given. */
    void addTo(Map<String, String> settings) {
        ClusterOptions.put(settings, Setting.HTTP_PORT, port);
        ClusterOptions.put(settings, Setting.HTTP_MANAGEMENT_PORT, managementPort);
        if (port != null && port == 0) {
            settings.putIfAbsent(Setting.HTTP_PEER_PORT.key(), "0");
            settings.putIfAbsent(Setting.HTTP_MANAGEMENT_PORT.key(), "0");
        }
        ClusterOptions.put(settings, Setting.IMAGE_THREADS, threads);
        ClusterOptions.put(settings, Setting.MODEL_DIR, model);
    }
}
