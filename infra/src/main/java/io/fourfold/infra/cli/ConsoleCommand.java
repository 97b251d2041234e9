package io.fourfold.infra.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that writes to the console; it returns the exit code: 0 done, 1 failed. */
public abstract class ConsoleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints a line at once. */
    protected final void say(String format, Object... values) {
        out().println(format.formatted(values));
        out().flush();
    }

    /** Ends the command as picocli does for arguments that it does not take itself: the message, the usage, code 2. */
    protected final ParameterException refusal(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
