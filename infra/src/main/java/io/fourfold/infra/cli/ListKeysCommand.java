package io.fourfold.infra.cli;

import io.fourfold.topology.access.ApiKey;
import io.fourfold.topology.access.Scope;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fourfold keys list}. */
@Command(name = "list", description = "Lists the API keys, without their secrets, which nobody has.")
final class ListKeysCommand extends ConsoleCommand {

    @Mixin
    private ClusterOptions clusterOptions;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = out();
        List<ApiKey> keys = clusterOptions.cluster().keyRegister().list();
        keys.forEach(key -> print(key, out));
        if (keys.isEmpty()) {
            out.println("No keys.");
        }
        return 0;
    }

    private static void print(ApiKey key, PrintWriter out) {
        String state = key.revoked() ? "revoked" : key.valid(Instant.now()) ? "valid" : "expired";
        out.printf(
                "%s  %-7s  %-16s  since %s%s  %s%s%s%n",
                key.id(),
                state,
                key.scopes().stream().sorted().map(Scope::label).collect(Collectors.joining(",")),
                key.createdAt(),
                key.expiresAt().map(end -> " until " + end).orElse(""),
                key.name(),
                bound(", owners", key.visibility().owners()),
                bound(", albums", key.visibility().albums()));
    }

    private static String bound(String what, Set<String> names) {
        return names.isEmpty() ? "" : what + " " + names.stream().sorted().toList();
    }
}
