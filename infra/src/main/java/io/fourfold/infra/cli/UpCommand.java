package io.fourfold.infra.cli;

import io.fourfold.infra.local.LocalStack;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fourfold up}. */
@Command(name = "up", description = "Starts a broker and a schema registry on this machine, until Ctrl-C.")
final class UpCommand implements Callable<Integer> {

    @Mixin
    private LocalStackOptions stackOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (StopSignal stop = new StopSignal();
                LocalStack stack = stackOptions.start(new HashMap<>(), out)) {
            out.println("Broker:   " + stack.bootstrapServers());
            out.println("Registry: " + stack.registryUrl());
            out.println("Run the applications with: fourfold run. Ctrl-C stops.");
            out.flush();
            stop.await();
        }
        return 0;
    }
}
