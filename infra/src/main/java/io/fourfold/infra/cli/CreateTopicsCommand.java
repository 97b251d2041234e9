package io.fourfold.infra.cli;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.local.TopicAdmin;
import io.fourfold.topology.kafka.TopicSpec;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fourfold topics create}. */
@Command(name = "create", description = "Creates the topics that do not exist yet.")
final class CreateTopicsCommand extends ConsoleCommand {

    @Mixin
    private TopicOptions topicOptions;

    @Override
    public Integer call() throws IOException {
        Cluster cluster = topicOptions.cluster();
        List<TopicSpec> specs = topicOptions.specs(cluster);
        try (Admin admin = cluster.admin()) {
            List<String> created = new TopicAdmin(admin).create(specs);
            for (TopicSpec topic : specs) {
                String state = created.contains(topic.name()) ? "created" : "exists";
                out().printf("%-8s %s%n", state, topic.name());
            }
        }
        return 0;
    }
}
