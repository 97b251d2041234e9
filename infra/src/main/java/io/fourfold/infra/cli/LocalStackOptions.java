package io.fourfold.infra.cli;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.LocalStack;
import io.fourfold.infra.local.TopicAdmin;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Option;

/** Options of the commands that start a broker and a registry on this machine. */
final class LocalStackOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".fourfold",
            description = "where broker, registry and stores keep their data; default: ${DEFAULT-VALUE}")
    private Path dataDirectory;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "" + LocalStack.DEFAULT_BROKER_PORT,
            description = "port of the broker, 0 for a free one; default: ${DEFAULT-VALUE}")
    private int kafkaPort;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "" + LocalStack.DEFAULT_REGISTRY_PORT,
            description = "port of the schema registry, 0 for a free one; default: ${DEFAULT-VALUE}")
    private int registryPort;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "partitions of topics that do not exist yet; default: ${DEFAULT-VALUE}")
    private int partitions;

    /** Starts broker and registry and creates the topics; adds where they are to the settings. The caller closes them. */
    LocalStack start(Map<String, String> settings, PrintWriter out) throws Exception {
        out.println("Starting broker and schema registry; their data is in " + dataDirectory + " ...");
        out.flush();
        LocalStack stack = LocalStack.start(
                Distribution.fromSystemProperty(),
                dataDirectory,
                new LocalStack.Address("127.0.0.1", kafkaPort, registryPort));
        ClusterOptions.put(settings, Setting.BOOTSTRAP_SERVERS, stack.bootstrapServers());
        ClusterOptions.put(settings, Setting.SCHEMA_REGISTRY_URL, stack.registryUrl());
        ClusterOptions.put(settings, Setting.STATE_DIR, dataDirectory.resolve("state"));
        Cluster cluster = new Cluster(FourfoldConfig.from(settings), Clock.systemUTC());
        try (Admin admin = cluster.admin()) {
            new TopicAdmin(admin).create(cluster.topics().specs(partitions, (short) 1));
        } catch (Exception e) {
            stack.close();
            throw e;
        }
        return stack;
    }
}
