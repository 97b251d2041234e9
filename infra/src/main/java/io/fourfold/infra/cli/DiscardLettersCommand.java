package io.fourfold.infra.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fourfold dlq discard}. */
@Command(name = "discard", description = "Marks dead letters as dealt with; they are listed and replayed no more.")
final class DiscardLettersCommand implements Callable<Integer> {

    @Mixin
    private ChosenLetters letters;

    @Mixin
    private ClusterOptions clusterOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        int discarded = clusterOptions.cluster().deadLetters().discard(letters.filter());
        spec.commandLine().getOut().println(discarded + " discarded.");
        return 0;
    }
}
