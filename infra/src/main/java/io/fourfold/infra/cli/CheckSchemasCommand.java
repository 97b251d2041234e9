package io.fourfold.infra.cli;

import io.fourfold.infra.client.Cluster;
import io.fourfold.schemas.serde.SchemaSubjects;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fourfold schemas check}. */
@Command(
        name = "check",
        description =
                "Looks whether all schemas are registered and later ones are compared with them; exits with 1 if not.")
final class CheckSchemasCommand extends ConsoleCommand {

    @Mixin
    private ClusterOptions clusterOptions;

    @Override
    public Integer call() throws IOException {
        Cluster cluster = clusterOptions.cluster();
        PrintWriter out = out();
        List<String> problems = new ArrayList<>();
        try (SchemaSubjects subjects = cluster.schemaSubjects()) {
            cluster.schemas().forEach((topic, schema) -> {
                subjects.missing(topic, schema).ifPresent(problems::add);
                subjects.unchecked(topic, schema).ifPresent(problems::add);
            });
        }
        problems.forEach(out::println);
        out.println(problems.isEmpty() ? "All schemas are as they should be." : problems.size() + " differences.");
        return problems.isEmpty() ? 0 : 1;
    }
}
