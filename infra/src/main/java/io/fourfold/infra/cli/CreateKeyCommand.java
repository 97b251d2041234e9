package io.fourfold.infra.cli;

import io.fourfold.topology.access.ApiKey;
import io.fourfold.topology.access.KeyRegister;
import io.fourfold.topology.access.Scope;
import io.fourfold.topology.similarity.Visibility;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fourfold keys create}. */
@Command(
        name = "create",
        description = {
            "Makes an API key and prints it, this once: only a hash of it is kept.",
            "With --replaces it takes the name, scopes, owners and albums of another key, which stays valid for --overlap."
        })
final class CreateKeyCommand implements Callable<Integer> {

    @Option(names = "--name", paramLabel = "NAME", description = "whose key it is, as the log will have it")
    private String name;

    @Option(
            names = "--scopes",
            paramLabel = "SCOPE",
            split = ",",
            description = "what it may do: read, write, admin, separated by commas; none includes another")
    private Set<Scope> scopes;

    @Option(
            names = "--owner",
            paramLabel = "OWNER",
            description = "binds it to the photos of this owner; may be repeated; default: everybody's")
    private Set<String> owners;

    @Option(
            names = "--album",
            paramLabel = "ALBUM",
            description = "binds it to the photos of this album; may be repeated; default: all")
    private Set<String> albums;

    @Option(names = "--expires", paramLabel = "DAYS", description = "it is refused after so many days; default: never")
    private Integer days;

    @Option(names = "--replaces", paramLabel = "ID", description = "the key whose place it takes")
    private String replaced;

    @Option(
            names = "--overlap",
            paramLabel = "HOURS",
            defaultValue = "24",
            description = "how long the replaced key stays valid; default: ${DEFAULT-VALUE}")
    private int overlapHours;

    @Mixin
    private ClusterOptions clusterOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        KeyRegister register = clusterOptions.cluster().keyRegister();
        Optional<ApiKey> before = Optional.ofNullable(replaced)
                .map(id -> register.find(id).orElseThrow(() -> problem("there is no key " + id)));
        KeyRegister.Wanted wanted = wanted(before);
        KeyRegister.Made made = replaced == null
                ? register.create(wanted)
                : register.replace(replaced, Duration.ofHours(overlapHours), wanted);
        PrintWriter out = spec.commandLine().getOut();
        out.println(made.credential().text());
        out.flush();
        PrintWriter notes = spec.commandLine().getErr();
        notes.printf(
                "Key %s of %s. Keep it now: it is not shown again.%n",
                made.key().id(), made.key().name());
        before.ifPresent(key -> notes.printf("Key %s stays valid for %d hours.%n", key.id(), overlapHours));
        notes.flush();
        return 0;
    }

    private KeyRegister.Wanted wanted(Optional<ApiKey> before) {
        String whose = name != null
                ? name
                : before.map(ApiKey::name).orElseThrow(() -> problem("--name says whose key it is"));
        if (whose.isBlank() || !whose.equals(whose.replaceAll("\\p{Cntrl}", ""))) {
            throw problem("--name must be a name");
        }
        if (days != null && days < 1) {
            throw problem("--expires must be at least 1");
        }
        if (overlapHours < 0) {
            throw problem("--overlap must not be negative");
        }
        return new KeyRegister.Wanted(
                whose.trim(),
                scopes != null
                        ? scopes
                        : before.map(ApiKey::scopes).orElseThrow(() -> problem("--scopes says what it may do")),
                new Visibility(
                        bound(owners, before.map(key -> key.visibility().owners())),
                        bound(albums, before.map(key -> key.visibility().albums()))),
                Optional.ofNullable(days).map(Duration::ofDays));
    }

    /** An empty name would bind to nothing that there is, or be taken for no name at all. */
    private Set<String> bound(Set<String> given, Optional<Set<String>> before) {
        if (given != null && given.stream().anyMatch(String::isBlank)) {
            throw problem("--owner and --album need a name");
        }
        return given != null ? given : before.orElse(Set.of());
    }

    private ParameterException problem(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
