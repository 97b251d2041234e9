package io.fourfold.infra.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints why a command failed in one line; the stack trace goes to the log file. */
final class ErrorReport implements IExecutionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorReport.class);

    @Override
    public int handleExecutionException(Exception exception, CommandLine commandLine, ParseResult parsed) {
        LOG.debug("{} failed", commandLine.getCommandName(), exception);
        commandLine.getErr().println(commandLine.getColorScheme().errorText("fourfold: " + reason(exception)));
        return commandLine.getCommandSpec().exitCodeOnExecutionException();
    }

    /** The messages of the exception and of its causes, without those that only repeat their cause. */
    static String reason(Throwable exception) {
        StringBuilder reason = new StringBuilder();
        for (Throwable current = exception; current != null; current = current.getCause()) {
            String message = current.getMessage() == null ? current.getClass().getSimpleName() : current.getMessage();
            if (current.getCause() != null && message.equals(current.getCause().toString())) {
                continue;
            }
            if (reason.indexOf(message) < 0) {
                reason.append(reason.isEmpty() ? "" : ": ").append(message);
            }
        }
        return reason.toString();
    }
}
