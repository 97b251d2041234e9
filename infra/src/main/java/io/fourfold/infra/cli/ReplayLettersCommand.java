package io.fourfold.infra.cli;

import io.fourfold.topology.deadletter.DeadLetters;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fourfold dlq replay}. */
@Command(
        name = "replay",
        description = "Sends dead letters to where they came from, unless a newer record of the same key stands there.")
final class ReplayLettersCommand extends ConsoleCommand {

    @Mixin
    private ChosenLetters letters;

    @Mixin
    private ClusterOptions clusterOptions;

    @Override
    public Integer call() throws IOException {
        DeadLetters.Replayed replayed = clusterOptions.cluster().deadLetters().replay(letters.filter());
        PrintWriter out = out();
        out.println(replayed.replayed() + " replayed.");
        say(replayed.superseded(), "dropped: a newer record of the same key has come", out);
        say(replayed.exhausted(), "left: replayed " + DeadLetters.MAX_ATTEMPTS + " times already", out);
        say(replayed.withoutOrigin(), "left: where they came from is not known or no more", out);
        return 0;
    }

    private static void say(int count, String what, PrintWriter out) {
        if (count > 0) {
            out.println(count + " " + what + ".");
        }
    }
}
