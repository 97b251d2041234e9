package io.fourfold.infra.cli;

import io.fourfold.infra.local.LocalStack;
import java.util.HashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fourfold up}. */
@Command(name = "up", description = "Starts a broker and a schema registry on this machine, until Ctrl-C.")
final class UpCommand extends ConsoleCommand {

    @Mixin
    private LocalStackOptions stackOptions;

    @Override
    public Integer call() throws Exception {
        try (StopSignal stop = new StopSignal();
                LocalStack stack = stackOptions.start(new HashMap<>(), out())) {
            say("Broker:   %s", stack.bootstrapServers());
            say("Registry: %s", stack.registryUrl());
            say("Run the applications with: fourfold run. Ctrl-C stops.");
            stop.await();
        }
        return 0;
    }
}
