package io.fourfold.infra.cli;

import io.fourfold.infra.client.Cluster;
import io.fourfold.topology.kafka.TopicSpec;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the topics are and what each must look like. */
final class TopicOptions {

    @Mixin
    private ClusterOptions clusterOptions;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "partitions of each topic; default: ${DEFAULT-VALUE}")
    private int partitions;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "-1",
            description = "replication factor of each topic; default: the broker's")
    private short replication;

    List<TopicSpec> specs(Cluster cluster) {
        return cluster.topics().specs(partitions, replication);
    }

    Cluster cluster() throws IOException {
        return clusterOptions.cluster();
    }
}
