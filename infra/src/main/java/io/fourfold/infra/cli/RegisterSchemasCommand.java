package io.fourfold.infra.cli;

import io.fourfold.infra.client.Cluster;
import io.fourfold.schemas.serde.SchemaSubjects;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fourfold schemas register}. */
@Command(
        name = "register",
        description =
                "Registers all schemas that are not registered yet, and sets the compatibility of their subjects to"
                        + " BACKWARD unless it is stricter.")
final class RegisterSchemasCommand extends ConsoleCommand {

    @Mixin
    private ClusterOptions clusterOptions;

    @Override
    public Integer call() throws IOException {
        Cluster cluster = clusterOptions.cluster();
        PrintWriter out = out();
        try (SchemaSubjects subjects = cluster.schemaSubjects()) {
            cluster.schemas()
                    .forEach((topic, schema) -> out.printf(
                            "id %-6d %s%n", subjects.register(topic, schema), subjects.subject(topic, schema)));
        }
        return 0;
    }
}
