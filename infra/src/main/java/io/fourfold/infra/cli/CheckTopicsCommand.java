package io.fourfold.infra.cli;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.local.TopicAdmin;
import io.fourfold.infra.local.TopicAdmin.Difference;
import io.fourfold.topology.kafka.TopicSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fourfold topics check}. */
@Command(
        name = "check",
        description =
                "Compares the topics with what is needed, those of networks and changelogs too; exits with 1 if they differ.")
final class CheckTopicsCommand extends ConsoleCommand {

    @Mixin
    private TopicOptions topicOptions;

    @Override
    public Integer call() throws IOException {
        Cluster cluster = topicOptions.cluster();
        PrintWriter out = out();
        try (Admin admin = cluster.admin()) {
            List<TopicSpec> specs = new ArrayList<>(topicOptions.specs(cluster));
            if (!cluster.accessEnabled()) {
                specs.removeIf(topic -> topic.name().equals(cluster.topics().accessKey()));
            }
            specs.addAll(topicOptions.internalSpecs(cluster, admin));
            List<Difference> differences = new TopicAdmin(admin).check(specs);
            differences.forEach(out::println);
            out.println(
                    differences.isEmpty() ? "All topics are as they should be." : differences.size() + " differences.");
            return differences.isEmpty() ? 0 : 1;
        }
    }
}
