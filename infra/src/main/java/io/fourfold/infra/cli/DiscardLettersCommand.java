package io.fourfold.infra.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fourfold dlq discard}. */
@Command(name = "discard", description = "Marks dead letters as dealt with; they are listed and replayed no more.")
final class DiscardLettersCommand extends ConsoleCommand {

    @Mixin
    private ChosenLetters letters;

    @Mixin
    private ClusterOptions clusterOptions;

    @Override
    public Integer call() throws IOException {
        int discarded = clusterOptions.cluster().deadLetters().discard(letters.filter());
        out().println(discarded + " discarded.");
        return 0;
    }
}
