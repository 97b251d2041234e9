package io.fourfold.infra.cli;

import io.fourfold.topology.deadletter.DeadLetter;
import io.fourfold.topology.deadletter.DeadLetters;
import io.fourfold.topology.deadletter.LetterId;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold dlq list}. */
@Command(name = "list", description = "Lists dead letters that nobody has dealt with, by partition and offset.")
final class ListLettersCommand extends ConsoleCommand {

    @Option(
            names = {"-k", "--count"},
            paramLabel = "N",
            defaultValue = "100",
            description = "how many at most; default: ${DEFAULT-VALUE}")
    private int count;

    @Option(names = "--after", paramLabel = "ID", description = "go on behind this one")
    private String after;

    @Mixin
    private LetterOptions options;

    @Mixin
    private ClusterOptions clusterOptions;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = out();
        DeadLetters.Page page = clusterOptions
                .cluster()
                .deadLetters()
                .list(options.filter(Set.of()), Optional.ofNullable(after).map(LetterId::parse), count);
        page.letters().forEach(letter -> print(letter, out));
        page.next().ifPresent(id -> out.println("There are more: --after " + id));
        if (page.letters().isEmpty()) {
            out.println("No dead letters.");
        }
        return 0;
    }

    private static void print(DeadLetter letter, PrintWriter out) {
        String origin = letter.origin()
                .map(from -> from.topic() + "-" + from.partition() + "@" + from.offset())
                .orElse("unknown");
        String attempts = letter.attempts() == 0 ? "" : " (replayed " + letter.attempts() + " times)";
        out.printf(
                "%-10s %s  %s  from %s%s: %s%n",
                letter.id(), letter.time(), letter.key(), origin, attempts, letter.reason());
    }
}
