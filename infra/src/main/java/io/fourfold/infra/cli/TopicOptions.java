package io.fourfold.infra.cli;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.local.InternalTopics;
import io.fourfold.topology.kafka.TopicDurability;
import io.fourfold.topology.kafka.TopicSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

    @Option(
            names = "--min-insync-replicas",
            paramLabel = "N",
            description = "replicas that must have a record before it counts as written; default: 2 with more than two"
                    + " replicas, else 1; the broker's without --replication")
    private Integer minInsyncReplicas;

    @Option(
            names = "--delete-retention-ms",
            paramLabel = "MS",
            defaultValue = "2592000000",
            description = "how long compacted topics keep what was deleted as deleted: an instance that was away for"
                    + " longer restores its stores; default: ${DEFAULT-VALUE}, 30 days")
    private long deleteRetentionMs;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    List<TopicSpec> specs(Cluster cluster) {
        return cluster.topics().specs(partitions, durability());
    }

    /** Specifications of the topics that the applications have made. */
    List<TopicSpec> internalSpecs(Cluster cluster, Admin admin) {
        return new InternalTopics(admin, cluster.topics(), cluster.applicationIdPrefix())
                .specs(partitions, durability());
    }

    private TopicDurability durability() {
        OptionalInt inSync = minInsyncReplicas == null
                ? TopicDurability.of(replication).minInsyncReplicas()
                : OptionalInt.of(minInsyncReplicas);
        try {
            return new TopicDurability(replication, inSync, Duration.ofMillis(deleteRetentionMs));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    Cluster cluster() throws IOException {
        return clusterOptions.cluster();
    }
}
