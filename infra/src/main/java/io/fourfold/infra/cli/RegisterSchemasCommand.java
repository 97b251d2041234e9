package io.fourfold.infra.cli;

import io.fourfold.infra.client.Cluster;
import io.fourfold.schemas.serde.SchemaSubjects;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fourfold schemas register}. */
@Command(
        name = "register",
        description =
                "Registers all schemas that are not registered yet, and sets the compatibility of their subjects to"
                        + " BACKWARD unless it is stricter.")
final class RegisterSchemasCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions clusterOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Cluster cluster = clusterOptions.cluster();
        PrintWriter out = spec.commandLine().getOut();
        try (SchemaSubjects subjects = cluster.schemaSubjects()) {
            cluster.schemas()
                    .forEach((topic, schema) -> out.printf(
                            "id %-6d %s%n", subjects.register(topic, schema), subjects.subject(topic, schema)));
        }
        return 0;
    }
}
