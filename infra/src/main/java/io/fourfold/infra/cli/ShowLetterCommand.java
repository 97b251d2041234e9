package io.fourfold.infra.cli;

import io.fourfold.topology.deadletter.DeadLetters;
import io.fourfold.topology.deadletter.LetterId;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fourfold dlq show}. */
@Command(name = "show", description = "Shows a dead letter with its headers, the stack trace among them.")
final class ShowLetterCommand extends ConsoleCommand {

    @Parameters(paramLabel = "ID", description = "id as 'dlq list' prints it")
    private String id;

    @Mixin
    private ClusterOptions clusterOptions;

    @Override
    public Integer call() throws IOException {
        DeadLetters.Details details = clusterOptions
                .cluster()
                .deadLetters()
                .find(LetterId.parse(id))
                .orElseThrow(() -> new IllegalArgumentException("There is no dead letter " + id));
        PrintWriter out = out();
        out.println("key: " + details.letter().key());
        out.println("time: " + details.letter().time());
        out.println("value: " + (details.valueBytes() < 0 ? "none" : details.valueBytes() + " bytes"));
        details.headers().forEach((name, value) -> out.println(name + ": " + value));
        return 0;
    }
}
